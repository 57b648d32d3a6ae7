import * as path from 'node:path';
import { DisposableStore, parseTrackerAddress, type Disposable, type Env } from '../../common/base/index.ts';
import { decodeCertificate } from '../../common/log/index.ts';
import { authRequest, nodeCrypto, restoreRequest, type LocalAccount } from '../identity/index.ts';
import { SqliteStore } from '../store/index.ts';
import { TrackerSession, type TrackerState } from '../tracker-client/index.ts';
import type { OwnPresence } from '../../common/protocol/chat/index.ts';
import type { ChatCore, ChatEvents } from '../chat/index.ts';
import { programDate } from './program-date.ts';
import { compose, type Composed, type ComposeOptions } from './compose.ts';
import { guardedClock, guardedSockets } from './guarded.ts';
import { nodeClock } from '../runtime/index.ts';
import { nodeEnv, nodeRandom } from './node-env.ts';
import type { EngineOptions } from './options.ts';

/** An account whose device key is here. */
export type UsableAccount = LocalAccount & { readonly deviceSeed: Uint8Array };

export const isUsable = (account: LocalAccount): account is UsableAccount => account.deviceSeed !== undefined;

/** How a session is opened, and what it lets others see of its person. */
export interface SessionOptions extends EngineOptions {
  readonly presence: () => OwnPresence;
  readonly receipts: () => boolean;
}

/** A tracker session that signs in by device key as soon as `account` is known. */
export interface SignInSession {
  readonly tracker: TrackerSession;
  account: UsableAccount | undefined;
}

export const openSignIn = (options: SessionOptions, url: string, account?: UsableAccount): SignInSession => {
  const { guard } = options;
  const env = { clock: guardedClock(nodeClock, guard), random: nodeRandom, crypto: nodeCrypto() };
  const signIn: SignInSession = {
    account,
    tracker: new TrackerSession(env, guardedSockets(options.openSocket, guard), {
      url,
      ...(account === undefined ? {} : { pinned: account.trackerId }),
      presence: options.presence,
      auth: (hello) => (signIn.account === undefined ? undefined : authRequest(hello, signIn.account)),
      restore: (hello) => (signIn.account === undefined ? undefined : restoreRequest(hello, signIn.account)),
    }),
  };
  return signIn;
};

/** Loopback addresses mean something to others only if they too sit on the tracker's machine. */
const isOnThisMachine = (tracker: string): boolean => {
  const address = parseTrackerAddress(tracker);
  return typeof address !== 'string' && address.loopback;
};

/** The port of last time is kept if it is still free; one that the settings name is meant. */
const listenAt = (
  { listenHost, listenPort }: EngineOptions['settings'],
  account: LocalAccount,
): ComposeOptions['listen'] => ({
  ...(listenHost === undefined ? {} : { host: listenHost }),
  ...(listenPort === 0 ? { port: account.listenPort ?? 0, orAny: true } : { port: listenPort }),
});

export interface SessionEvents extends ChatEvents {
  onListening(port: number): void;
}

/** Tells of each change of the tracker's state, as people know it. */
const tellTracker = (tracker: TrackerSession, events: ChatEvents): Disposable => {
  let told = '';
  const tell = ({ kind }: TrackerState): void => {
    events.changed({});
    const state = kind === 'signedIn' ? 'connected' : kind === 'offline' ? 'offline' : 'reconnecting';
    if (state === told) return;
    told = state;
    events.emit({ type: 'tracker', state });
  };
  if (tracker.state.kind === 'signedIn') tell(tracker.state);
  return tracker.onDidChangeState(tell);
};

/** A signed-in account at work: its history, its peer and its tracker session. */
export class Session {
  account: UsableAccount;
  readonly tracker: TrackerSession;
  readonly chat: ChatCore;
  readonly #composed: Composed;
  readonly #store: SqliteStore;
  readonly #owned = new DisposableStore();

  private constructor(
    account: UsableAccount,
    signIn: SignInSession,
    composed: Composed,
    store: SqliteStore,
    events: ChatEvents,
  ) {
    this.account = account;
    this.tracker = signIn.tracker;
    this.chat = composed.chat;
    this.#composed = composed;
    this.#store = store;
    this.#owned.add(signIn.tracker);
    this.#owned.add(composed);
    this.#owned.add(tellTracker(signIn.tracker, events));
  }

  /** Opens the history and starts everything. LOCKED, NEWER_DATA, DISK_FULL, DISK_ERROR, DATA_DAMAGED, INTERNAL. */
  static async open(
    options: SessionOptions,
    account: UsableAccount,
    signIn: SignInSession,
    events: SessionEvents,
  ): Promise<Session> {
    const { settings, guard, refused, sync } = options;
    options.progress('history');
    const env: Env = nodeEnv(options, account.deviceSeed);
    const store = await SqliteStore.open({
      file: path.join(account.folder, 'history.db'),
      crypto: env.crypto,
      // it is closed after a defect too, when nothing of the engine is run any more
      clock: nodeClock,
      guard: (run) => guard.run(run),
      progress: (step) => options.progress(step),
      ...(sync && { sync }),
    });
    try {
      const composed = compose(env, {
        me: decodeCertificate(account.certificate),
        authority: { id: account.trackerId, signKey: account.signKey },
        programDate,
        store,
        loaded: store.load(),
        tracker: signIn.tracker,
        listen: listenAt(settings, account),
        loopback: isOnThisMachine(account.tracker),
        presence: options.presence,
        receipts: options.receipts,
        events,
        refused,
        handle: (handling, run) => guard.handle(handling, run),
        offline: account.offline ?? false,
        onListening: (port) => events.onListening(port),
      });
      return new Session(account, signIn, composed, store, events);
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** The person wants no connection. */
  get isOffline(): boolean {
    return this.account.offline ?? false;
  }

  /** Tracker and links, or neither. */
  connect(online: boolean): void {
    const { peer } = this.#composed;
    if (!online) peer.stop();
    else peer.start();
    if (!online) this.tracker.stop();
    else this.tracker.retryNow();
  }

  get listening(): number | undefined {
    return this.#composed.peer.listening;
  }

  /** Links are told, then the last commit is waited for. */
  async close(): Promise<void> {
    try {
      this.#owned.dispose();
    } finally {
      await this.#store.close();
    }
  }
}

const goodbyeWithin = 2000;

/** Signs off where that can be had soon: the end of the connection says the same. */
export const logout = ({ tracker }: Session): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, goodbyeWithin);
    tracker.request('LOGOUT', {}, () => {
      clearTimeout(timer);
      resolve();
    });
  });
