import { AppError, Emitter, type Event } from '../../common/base/index.ts';
import { asHex, type DeviceKey, type EntryId, type IdentityKey, type RoomKey } from '../../common/model/index.ts';
import type { Row } from '../../common/protocol/view/index.ts';
import type {
  Account,
  ChatEvent,
  ChatService,
  ChatState,
  Conversation,
  Credentials,
  HistoryQuery,
  ListedRoom,
  Person,
} from '../../src/chat/index.ts';

const hex = (n: number, digits = 64): string => n.toString(16).padStart(digits, '0');
export const roomKey = (n: number): RoomKey => asHex(hex(n));
export const entryId = (n: number): EntryId => asHex(hex(n));
const me = asHex<IdentityKey>(hex(0xaa));
const device = asHex<DeviceKey>(hex(0xbb));

export const aRow = (n: number, extra: Partial<Row> = {}): Row => ({
  id: entryId(n),
  order: hex(n, 12),
  kind: 'message',
  author: { identity: hex(0xcc), username: 'bia' },
  own: false,
  at: n,
  content: `message ${n}`,
  ...extra,
});

export const aConversation = (n: number, extra: Partial<Conversation> = {}): Conversation => ({
  room: roomKey(n),
  kind: 'group',
  name: `room ${n}`,
  mine: false,
  members: [],
  capacity: 50,
  unread: 0,
  links: 0,
  lastAt: 0,
  ...extra,
});

export const aListedRoom = (n: number, extra: Partial<ListedRoom> = {}): ListedRoom => ({
  room: roomKey(n),
  name: `room ${n}`,
  owner: 'bia',
  online: 1,
  total: 2,
  capacity: 50,
  ...extra,
});

export const aPerson = (username: string, extra: Partial<Person> = {}): Person => ({
  identity: hex(username.length),
  username,
  online: true,
  lastSeen: 0,
  me: false,
  links: 0,
  ...extra,
});

const anAccount: Account = { username: 'ana', identity: me, device, tracker: 'ws://127.0.0.1:6060' };

const nobody: ChatState = {
  signedIn: false,
  connection: { state: 'offline', tracker: '', insecure: false },
  links: [],
  conversations: [],
  discover: [],
  people: [],
  unread: 0,
};

/** A state of somebody who is signed in and connected. */
export const aState = (extra: Partial<ChatState> = {}): ChatState => ({
  ...nobody,
  account: anAccount,
  signedIn: true,
  connection: { state: 'connected', tracker: '127.0.0.1:6060', insecure: true },
  ...extra,
});

/** A chat service in memory: no peer, no tracker, no disk. Tests set its state and make it tell events. */
export class FakeChat implements ChatService {
  readonly rows = new Map<RoomKey, Row[]>();
  readonly seen: RoomKey[] = [];
  /** Names that `register` refuses. */
  readonly taken = new Set<string>();
  /** The next call of any verb fails with this. */
  fails: AppError | undefined;
  closed = false;
  #state: ChatState;
  #next = 0x1000;
  readonly #changed = new Emitter<ChatState>();
  readonly #events = new Emitter<ChatEvent>();

  constructor(state: ChatState = nobody) {
    this.#state = state;
  }

  get state(): ChatState {
    return this.#state;
  }
  get onDidChangeState(): Event<ChatState> {
    return this.#changed.event;
  }
  get onEvent(): Event<ChatEvent> {
    return this.#events.event;
  }

  set(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed.fire(this.#state);
  }

  tell(event: ChatEvent): void {
    this.#events.fire(event);
  }

  receive(room: RoomKey, row: Row): void {
    this.#keep(room, row);
    this.tell({ type: 'row', room, row, device, live: true });
  }

  async register(credentials: Credentials): Promise<Account> {
    this.#mayFail();
    if (this.taken.has(credentials.username)) throw new AppError('NAME_TAKEN', 'taken');
    return this.signIn(credentials);
  }

  async signIn({ username, tracker }: Credentials): Promise<Account> {
    this.#mayFail();
    const account = { ...anAccount, username, tracker };
    this.set({ ...aState(), account });
    return account;
  }

  async signOut(): Promise<void> {
    this.#mayFail();
    this.#state = nobody;
    this.#changed.fire(this.#state);
  }

  connect(): void {
    this.set({ connection: { ...this.#state.connection, state: 'connected' } });
  }

  async createRoom({ name }: { readonly name: string }): Promise<RoomKey> {
    this.#mayFail();
    const names = [...this.#state.conversations, ...this.#state.discover].map((one) => one.name);
    if (names.includes(name)) throw new AppError('ROOM_EXISTS', 'there is one');
    return this.#enter(aConversation(this.#next++, { name, mine: true }));
  }

  async joinRoom(nameOrId: string): Promise<RoomKey> {
    this.#mayFail();
    const listed = this.#state.discover.find((one) => one.name === nameOrId || one.room === nameOrId);
    if (!listed) throw new AppError('ROOM_UNKNOWN', 'no such room');
    this.set({ discover: this.#state.discover.filter((one) => one !== listed) });
    return this.#enter({ ...aConversation(0, { name: listed.name }), room: listed.room });
  }

  async leaveRoom(room: RoomKey): Promise<void> {
    this.#mayFail();
    this.#change(room, { readOnly: 'left' });
  }

  async deleteRoom(room: RoomKey): Promise<void> {
    this.#mayFail();
    this.#change(room, { readOnly: 'closed' });
  }

  async openDirect(username: string): Promise<RoomKey> {
    this.#mayFail();
    const known = this.#state.conversations.find((one) => one.kind === 'direct' && one.name === username);
    return known?.room ?? this.#enter(aConversation(this.#next++, { kind: 'direct', name: username, capacity: 2 }));
  }

  resolveRoom(nameOrId: string): RoomKey {
    const found = this.#state.conversations.find((one) => one.name === nameOrId || one.room === nameOrId);
    if (!found) throw new AppError('ROOM_UNKNOWN', 'no such room');
    return found.room;
  }

  async send({ room, content }: { readonly room: RoomKey; readonly content: string }): Promise<Row> {
    this.#mayFail();
    const author = { identity: me, username: this.#state.account?.username ?? '' };
    const row = aRow(this.#next++, { author, own: true, content, delivery: { n: 0, m: 1, users: [] } });
    this.#keep(room, row);
    return row;
  }

  async history({ room, before, limit }: HistoryQuery): Promise<readonly Row[]> {
    this.#mayFail();
    const rows = this.rows.get(room) ?? [];
    const end = before === undefined ? rows.length : rows.findIndex((row) => row.id === before);
    return rows.slice(Math.max(0, end - limit), end);
  }

  async markSeen(room: RoomKey): Promise<void> {
    this.seen.push(room);
    this.#change(room, { unread: 0 });
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #mayFail(): void {
    const error = this.fails;
    this.fails = undefined;
    if (error) throw error;
  }

  #keep(room: RoomKey, row: Row): void {
    this.rows.set(room, [...(this.rows.get(room) ?? []), row]);
  }

  #enter(one: Conversation): RoomKey {
    this.set({ conversations: [...this.#state.conversations, one] });
    return one.room;
  }

  #change(room: RoomKey, change: Partial<Conversation>): void {
    const conversations = this.#state.conversations.map((one) => (one.room === room ? { ...one, ...change } : one));
    this.set({ conversations, unread: conversations.reduce((sum, one) => sum + one.unread, 0) });
  }
}
