import * as path from 'node:path';
import { AppError, type Event } from '../../common/base/index.ts';
import type { EntryId, NewSince, RoomKey, Row } from '../../common/model/index.ts';
import type {
  Account,
  ChatEvent,
  ChatState,
  Credentials,
  HistoryPage,
  HistoryQuery,
  OwnPresence,
} from '../../common/protocol/chat/index.ts';
import type { ChatService, LocalChat } from '../chat/index.ts';
import { AccountStore, OpaqueClient } from '../identity/index.ts';
import { atMost } from './node-env.ts';
import type { OpenOptions } from './options.ts';
import { Outlook } from './outlook.ts';
import { accountOf } from './picture.ts';
import { goodbye, isUsable, openDoorway, Session, type SessionOptions } from './session.ts';
import { enter, type Entrance } from './sign-in.ts';

/** So long, in milliseconds, closing waits for an account operation: an editor gives its extensions 5 s in all. */
const patience = 800;

/** The chat of the one window, or headless process, that holds the leader lock. */
export class Leader implements ChatService {
  readonly #options: OpenOptions;
  readonly #lock: { release(): void };
  readonly #accounts: AccountStore;
  readonly #opaque: OpaqueClient;
  readonly #outlook: Outlook;
  #session: Session | undefined;
  /** What I let others see of me. It outlives a session. */
  #presence: OwnPresence = 'online';
  #receipts: boolean;
  /** Account operations run one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(options: OpenOptions, lock: { release(): void }) {
    this.#options = options;
    this.#receipts = options.settings.readReceipts ?? true;
    this.#lock = lock;
    this.#accounts = new AccountStore(options.data);
    this.#opaque = new OpaqueClient({ workerFile: path.join(options.workers, 'stretch-worker.js') });
    this.#outlook = new Outlook(options.logger, () => this.#presence);
  }

  get state(): ChatState {
    return this.#outlook.state;
  }

  get onDidChangeState(): Event<ChatState> {
    return this.#outlook.onDidChangeState;
  }

  get onEvent(): Event<ChatEvent> {
    return this.#outlook.onEvent;
  }

  /** Goes on with the account of last time, if there is one. */
  resume(): Promise<void> {
    return this.#exclusive(async () => {
      const account = await this.#accounts.current();
      if (account === undefined) return;
      if (!isUsable(account)) {
        const message = 'the key of this device is gone; sign in again';
        this.#options.logger.log('warn', message);
        return;
      }
      const doorway = openDoorway(this.#sessionOptions(), account.tracker, account);
      await this.#begin({ account, doorway });
      doorway.tracker.start();
    });
  }

  register(credentials: Credentials): Promise<Account> {
    return this.#enter('register', credentials);
  }

  signIn(credentials: Credentials): Promise<Account> {
    return this.#enter('signIn', credentials);
  }

  signOut(): Promise<void> {
    return this.#exclusive(async () => {
      const session = this.#session;
      await this.#accounts.setCurrent(undefined);
      if (session !== undefined) await goodbye(session);
      await this.#end();
    });
  }

  connect(): void {
    this.#session?.tracker.retryNow();
  }

  createRoom(options: { name: string; capacity?: number }): Promise<RoomKey> {
    return this.#with((chat) => chat.createRoom(options));
  }

  joinRoom(nameOrId: string): Promise<RoomKey> {
    return this.#with((chat) => chat.joinRoom(nameOrId));
  }

  leaveRoom(room: RoomKey): Promise<void> {
    return this.#with((chat) => chat.leaveRoom(room));
  }

  deleteRoom(room: RoomKey): Promise<void> {
    return this.#with((chat) => chat.deleteRoom(room));
  }

  openDirect(username: string): Promise<RoomKey> {
    return this.#with((chat) => chat.openDirect(username));
  }

  resolveRoom(nameOrId: string): RoomKey {
    return this.#chat().resolveRoom(nameOrId);
  }

  send(message: { room: RoomKey; content: string; replyTo?: EntryId }): Promise<Row> {
    return this.#with((chat) => chat.send(message));
  }

  edit: ChatService['edit'] = (message) => this.#with((chat) => chat.edit(message));
  deleteMessage: ChatService['deleteMessage'] = (entry) => this.#with((chat) => chat.deleteMessage(entry));
  react: ChatService['react'] = (reaction) => this.#with((chat) => chat.react(reaction));

  history(query: HistoryQuery): Promise<HistoryPage> {
    return this.#with((chat) => chat.history(query));
  }

  markRead(room: RoomKey): Promise<void> {
    return this.#with((chat) => chat.markRead(room));
  }

  markAllRead(): Promise<void> {
    return this.#with((chat) => chat.markAllRead());
  }

  mute(room: RoomKey, muted: boolean): Promise<void> {
    return this.#with((chat) => chat.mute(room, muted));
  }

  newSince(room: RoomKey): Promise<NewSince | undefined> {
    return this.#with((chat) => chat.newSince(room));
  }

  typing(room: RoomKey): void {
    this.#session?.chat.typing(room);
  }

  setPresence(presence: OwnPresence): void {
    if (presence === this.#presence) return;
    this.#presence = presence;
    this.#session?.tracker.presenceChanged();
    this.#outlook.touch();
  }

  setReadReceipts(on: boolean): void {
    if (on === this.#receipts) return;
    this.#receipts = on;
    this.#session?.chat.receiptsChanged();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#closed = true;
    // somebody may wait for a tracker that says nothing
    await atMost(patience, this.#queue);
    await this.#end().catch((error: unknown) => this.#options.logger.log('error', `closing: ${String(error)}`));
    this.#outlook.dispose();
    this.#opaque.dispose();
    this.#lock.release();
  }

  #enter(how: 'register' | 'signIn', credentials: Credentials): Promise<Account> {
    return this.#exclusive(async () => {
      if (this.#session !== undefined) throw new AppError('ALREADY_SIGNED_IN', 'sign out first');
      const stores = { accounts: this.#accounts, opaque: this.#opaque };
      return this.#begin(await enter(how, this.#sessionOptions(), stores, credentials));
    });
  }

  async #begin({ account, doorway }: Entrance): Promise<Account> {
    try {
      const session = await Session.open(this.#sessionOptions(), account, doorway, (port) => this.#onListening(port));
      if (this.#closed) {
        await session.close();
        throw new AppError('OFFLINE', 'the chat is closing');
      }
      this.#session = session;
      this.#outlook.look(session);
      return accountOf(session);
    } catch (error) {
      doorway.tracker.dispose();
      throw AppError.from(error);
    }
  }

  async #end(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#outlook.look(undefined);
    await session?.close();
  }

  /** Firewall rules and remembered addresses stay valid when the port stays the same. */
  #onListening(port: number): void {
    this.#outlook.touch();
    const session = this.#session;
    if (session === undefined || session.account.listenPort === port) return;
    this.#accounts.update(session.account, { listenPort: port }).catch((error: unknown) => {
      this.#options.logger.log('warn', `the port could not be remembered: ${String(error)}`);
    });
  }

  #sessionOptions(): SessionOptions {
    return { ...this.#options, presence: () => this.#presence, receipts: () => this.#receipts };
  }

  async #with<T>(run: (chat: LocalChat) => Promise<T>): Promise<T> {
    return run(this.#chat());
  }

  #chat(): LocalChat {
    if (this.#session === undefined) throw new AppError('NOT_AUTHENTICATED', 'nobody is signed in');
    return this.#session.chat;
  }

  #exclusive<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(async () => {
      if (this.#closed) throw new AppError('OFFLINE', 'the chat is closing');
      return run();
    });
    this.#queue = mine.catch(() => {});
    return mine.catch((error: unknown) => Promise.reject(AppError.from(error)));
  }
}
