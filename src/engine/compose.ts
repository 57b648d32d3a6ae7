import type { Handling, OwnPresence, RefusedDevice } from '../../common/protocol/chat/index.ts';
import {
  DisposableStore,
  formatAddress,
  Later,
  AppError,
  type Disposable,
  type Env,
  type Event,
} from '../../common/base/index.ts';
import { encodeAddressRecord, type NameAuthority } from '../../common/log/index.ts';
import { limits, type Certificate, type ClockReading, type Loaded } from '../../common/model/index.ts';
import type { Push, ReplyOf, RequestOf, Verb } from '../../common/protocol/tracker/index.ts';
import { ChatCore, type ChatEvents, type Store } from '../chat/index.ts';
import { localAddresses, Peer, type PeerConfig } from '../peer/index.ts';
import { Refusals } from './core/refusals.ts';

/** As much of a tracker session as the cores need; the simulator has one of its own. */
export interface TrackerLink {
  /** Without a signed-in session, `done` gets OFFLINE. */
  request<V extends Verb>(verb: V, params: RequestOf<V>, done: (reply: ReplyOf<V> | AppError) => void): void;
  readonly state: { readonly kind: string; readonly retryAt?: number; readonly cause?: AppError };
  readonly onDidChangeState: Event<{ readonly kind: string }>;
  /** What the present connection began with. */
  readonly hello?: { readonly time: ClockReading } | undefined;
  readonly onPush: Event<Push>;
}

export interface ComposeOptions {
  readonly me: Certificate;
  /** My tracker: whom it does not vouch for is nobody. */
  readonly authority: NameAuthority;
  /** No clock is right that shows an earlier time, milliseconds since 1970; absent = none is known. */
  readonly programDate?: number;
  readonly store: Store;
  readonly loaded: Loaded;
  readonly tracker: TrackerLink;
  readonly listen: { readonly host?: string; readonly port: number; readonly orAny?: boolean };
  readonly events: ChatEvents;
  /** The tracker was reached over loopback, so loopback addresses mean something to others. */
  readonly loopback: boolean;
  /** Other intervals and caps of the peer than the usual ones. */
  readonly config?: Partial<PeerConfig>;
  /** What I let others see of me; absent = everything. */
  presence?(): OwnPresence;
  /** Authors learn what I have read, and I what they have; absent = yes. */
  receipts?(): boolean;
  /** Devices that are not linked with for a while; absent = none. */
  readonly refused?: readonly RefusedDevice[];
  /** Is told what is being handled, which it runs. */
  readonly handle?: (handling: Handling, run: () => void) => void;
  onListening?(port: number): void;
  /** The peer waits for its `start`. */
  readonly offline?: boolean;
}

/** All cores of one signed-in account, tied together. */
export interface Composed extends Disposable {
  readonly chat: ChatCore;
  readonly peer: Peer;
}

/** Builds the cores from `Env` and ports: the extension, the headless peer and the simulator all start here. */
export const compose = (env: Env, options: ComposeOptions): Composed => {
  const { me, authority, store, loaded, tracker, listen, loopback, config } = options;
  const owned = new DisposableStore();
  const refusals = owned.add(new Refusals(env.clock, options.refused ?? [], (targets) => peer.seek(targets)));
  const handle = options.handle ?? ((_, run) => run());
  const announcement = (): Uint8Array | undefined => {
    const port = peer.listening;
    if (port === undefined) return undefined;
    const made = env.clock.wall();
    const hosts = listen.host === undefined ? localAddresses(env.net.interfaces(), loopback) : [listen.host];
    const addresses = hosts.map((host) => formatAddress({ host, port }));
    const fields = { device: me.device, made, expires: made + limits.addressLifetime, addresses };
    return encodeAddressRecord(fields, (message) => env.crypto.sign(message));
  };
  const core = owned.add(
    new ChatCore(
      env,
      {
        me,
        authority,
        programDate: options.programDate ?? 0,
        store,
        loaded,
        tracker: { request: (verb, params) => Later.from((done) => tracker.request(verb, params, done)) },
        announcement,
        presence: () => options.presence?.() ?? 'online',
        receipts: () => options.receipts?.() ?? true,
        links: {
          send: (device, frame, lane) => peer.send(device, frame, lane),
          requestRoom: (device) => peer.requestRoom(device),
          setDialTargets: (targets) => refusals.seek(targets),
          refuse: (device, ms) => refusals.add({ device, ms }),
        },
      },
      options.events,
    ),
  );
  const peer: Peer = owned.add(
    new Peer(
      env,
      { me, authority, listen, ...(config && { limits: config }) },
      {
        authorize: (certificate) => (refusals.has(certificate.device) ? 'refused' : core.authorize(certificate)),
        onUse: (certificate, time) => core.onUse(certificate, time),
        onDrained: (device) => core.onDrained(device),
        onDown: (device) => core.onDown(device),
        onFrame: (device, type, body) => {
          // it may have had more links than one
          if (refusals.has(device)) throw new AppError('BAD_OPERATION', 'refused for a while');
          handle({ type: 'frame', device }, () => core.onFrame(device, type, body));
        },
        onListening: (port) => {
          options.onListening?.(port);
          core.announce();
        },
        onListenFailed: (why) => env.logger.log('error', `cannot listen: ${why}`),
        onLinksChanged: () => {},
      },
    ),
  );
  let signedIn = false;
  const follow = (): void => {
    const now = tracker.state.kind === 'signedIn';
    if (now === signedIn) return;
    signedIn = now;
    if (now) core.onSignedIn(tracker.hello?.time);
    else core.onSignedOut();
  };
  owned.add(tracker.onDidChangeState(follow));
  owned.add(tracker.onPush((push) => core.onPush(push)));
  if (options.offline !== true) peer.start();
  follow();
  return { chat: core, peer, dispose: () => owned.dispose() };
};
