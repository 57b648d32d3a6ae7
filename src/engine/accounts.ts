import { AppError, Later, SerialQueue } from '../../common/base/index.ts';
import type { Account, Credentials, OwnPresence } from '../../common/protocol/chat/index.ts';
import type { ChatEvents } from '../chat/index.ts';
import { AccountStore, type OpaqueClient } from '../identity/index.ts';
import { withTimeout, nodeClock } from '../runtime/index.ts';
import type { AccountHandlers } from './core/engine-core.ts';
import type { EngineOptions } from './options.ts';
import { accountOf } from './session-state.ts';
import { logout, isUsable, openSignIn, Session, type SessionOptions } from './session.ts';
import { signIn, type SignInResult } from './sign-in.ts';

/** So long, in milliseconds, closing waits for an account operation: an editor gives its extensions 5 s in all. */
const patience = 800;

export interface AccountsEvents extends ChatEvents {
  /** Another session from now on, or none. */
  onSession(session: Session | undefined): void;
}

/** Who is signed in on this installation: one session at a time, account operations one after the other. */
export class Accounts {
  readonly #options: EngineOptions;
  readonly #store: AccountStore;
  readonly #opaque: OpaqueClient;
  readonly #events: AccountsEvents;
  #session: Session | undefined;
  /** What I let others see of me. It outlives a session. */
  #presence: OwnPresence = 'online';
  #receipts: boolean;
  readonly #queue = new SerialQueue();
  /** Until what the account file should say is there. */
  #remembered: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: EngineOptions, opaque: OpaqueClient, events: AccountsEvents) {
    this.#options = options;
    this.#store = new AccountStore(options.data);
    this.#opaque = opaque;
    this.#events = events;
    this.#receipts = options.settings.readReceipts ?? true;
  }

  get presence(): OwnPresence {
    return this.#presence;
  }

  readonly handlers: AccountHandlers = {
    register: (credentials) => answerOf(this.#enter('register', credentials)),
    signIn: (credentials) => answerOf(this.#enter('signIn', credentials)),
    signOut: () => answerOf(this.#signOut()),
    connect: () => this.#connect(true),
    disconnect: () => this.#connect(false),
    setPresence: ({ presence }) => {
      if (presence !== this.#presence) {
        this.#presence = presence;
        this.#session?.tracker.presenceChanged();
        this.#session?.chat.presenceChanged();
        this.#events.changed({});
      }
    },
    setReadReceipts: ({ on }) => {
      if (on !== this.#receipts) {
        this.#receipts = on;
        this.#session?.chat.receiptsChanged();
      }
    },
  };

  /** Goes on with the account of last time, if there is one. Rejects with AppError. */
  resume(): Promise<void> {
    return this.#exclusive(async () => {
      this.#options.progress('account');
      const account = await this.#store.current();
      if (account === undefined) return;
      if (!isUsable(account)) {
        this.#options.logger.log('warn', 'the key of this device is gone; sign in again');
        return;
      }
      const offline = this.#options.settings.offline ?? account.offline ?? false;
      const signInSession = openSignIn(this.#sessionOptions(), account.tracker, account);
      await this.#begin({ account: { ...account, offline }, signInSession });
      if (!offline) signInSession.tracker.start();
    });
  }

  /** Ends the session. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    // somebody may wait for a tracker that says nothing
    await withTimeout(nodeClock, patience, this.#queue.settled());
    await withTimeout(nodeClock, patience, this.#remembered);
    await this.#end().catch((error: unknown) => this.#options.logger.log('error', `closing: ${String(error)}`));
  }

  #signOut(): Promise<void> {
    return this.#exclusive(async () => {
      const session = this.#session;
      await this.#store.setCurrent(undefined);
      if (session !== undefined) await logout(session);
      await this.#end();
    });
  }

  #enter(how: 'register' | 'signIn', credentials: Credentials): Promise<Account> {
    return this.#exclusive(async () => {
      if (this.#session !== undefined) throw new AppError('ALREADY_SIGNED_IN', 'sign out first');
      const stores = { accounts: this.#store, opaque: this.#opaque };
      return this.#begin(await signIn(how, this.#sessionOptions(), stores, credentials));
    });
  }

  async #begin({ account, signInSession }: SignInResult): Promise<Account> {
    try {
      const session = await Session.open(this.#sessionOptions(), account, signInSession, {
        emit: (event) => this.#events.emit(event),
        changed: (change) => this.#events.changed(change),
        lost: (error) => this.#events.lost(error),
        onListening: (port) => this.#onListening(port),
      });
      if (this.#closed) {
        await session.close();
        throw new AppError('OFFLINE', 'the chat is closing');
      }
      this.#session = session;
      this.#events.onSession(session);
      return accountOf(session);
    } catch (error) {
      signInSession.tracker.dispose();
      throw AppError.from(error);
    }
  }

  async #end(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#events.onSession(undefined);
    await session?.close();
  }

  /** Goes online or offline, and remembers it. */
  #connect(online: boolean): void {
    const session = this.#session;
    if (session === undefined) return;
    const isNews = session.isOffline === online;
    session.account = { ...session.account, offline: !online };
    session.connect(online);
    this.#events.changed({});
    if (isNews) this.#remember({ offline: !online });
  }

  /** Firewall rules and remembered addresses stay valid when the port stays the same. */
  #onListening(port: number): void {
    this.#events.changed({});
    if (this.#session?.account.listenPort !== port) this.#remember({ listenPort: port });
  }

  /** One after the other, so that the file holds what was said last. */
  #remember(change: Parameters<AccountStore['update']>[1]): void {
    const session = this.#session;
    if (session === undefined) return;
    session.account = { ...session.account, ...change };
    const { account } = session;
    this.#remembered = this.#remembered
      .then(() => this.#store.update(account, {}))
      .then(
        () => undefined,
        (error: unknown) => this.#options.logger.log('warn', `the account could not be kept: ${String(error)}`),
      );
  }

  #sessionOptions(): SessionOptions {
    return { ...this.#options, presence: () => this.#presence, receipts: () => this.#receipts };
  }

  #exclusive<T>(run: () => Promise<T>): Promise<T> {
    return this.#queue.run(() => {
      if (this.#closed) throw new AppError('OFFLINE', 'the chat is closing');
      return run();
    });
  }
}

const answerOf = <T>(work: Promise<T>): Later<T> => {
  const answer = new Later<T>();
  work.then(
    (value) => answer.resolve(value),
    (error: unknown) => answer.fail(AppError.from(error)),
  );
  return answer;
};
