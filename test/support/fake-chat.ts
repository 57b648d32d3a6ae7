import { AppError, Emitter, type Event } from '../../common/base/index.ts';
import { asHex, type EntryId, type NewSince, type RoomKey, type Row } from '../../common/model/index.ts';
import type {
  Account,
  ChatEvent,
  ChatState,
  Conversation,
  Credentials,
  HistoryPage,
  HistoryQuery,
  OwnPresence,
} from '../../common/protocol/chat/index.ts';
import type { ChatService } from '../../src/chat/index.ts';
import { aConversation, anAccount, aRow, aState, device, me, nobody } from './chat-samples.ts';
import { stretch } from './fake-history.ts';

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

  async edit({ entry, content }: { readonly entry: EntryId; readonly content: string }): Promise<Row> {
    return this.#amend(entry, (row) => ({ ...row, content, edited: 1 }));
  }

  async deleteMessage(entry: EntryId): Promise<Row> {
    const deleted = { identity: me, username: this.#state.account?.username ?? '' };
    return this.#amend(entry, ({ id, order, author, own, at }) => ({
      id,
      order,
      author,
      own,
      at,
      kind: 'deleted',
      deleted,
    }));
  }

  async react({ entry, emoji, on }: { readonly entry: EntryId; readonly emoji: string; on: boolean }): Promise<Row> {
    const user = this.#state.account?.username ?? '';
    const mine = { emoji, count: 1, users: [user], mine: true };
    return this.#amend(entry, ({ reactions = [], ...row }) => ({
      ...row,
      reactions: [...reactions.filter((one) => one.emoji !== emoji), ...(on ? [mine] : [])],
    }));
  }

  async history({ room, place, limit }: HistoryQuery): Promise<HistoryPage> {
    this.#mayFail();
    const rows = this.rows.get(room) ?? [];
    const { from, to, anchor } = stretch(rows, place, limit);
    return {
      rows: rows.slice(from, to),
      hasOlder: from > 0,
      hasNewer: to < rows.length,
      ...(anchor && { anchor: asHex<EntryId>(anchor) }),
    };
  }

  /** What a test says: the unread part of a room. */
  readonly news = new Map<RoomKey, NewSince>();
  async newSince(room: RoomKey): Promise<NewSince | undefined> {
    return this.news.get(room);
  }

  readonly typed: RoomKey[] = [];
  typing(room: RoomKey): void {
    this.typed.push(room);
  }

  setPresence(presence: OwnPresence): void {
    this.set({ presence });
  }

  readReceipts = true;
  setReadReceipts(on: boolean): void {
    this.readReceipts = on;
  }

  async markRead(room: RoomKey): Promise<void> {
    this.seen.push(room);
    this.#change(room, { unread: 0, mentions: 0 });
  }

  async markAllRead(): Promise<void> {
    for (const { room } of this.#state.conversations) await this.markRead(room);
  }

  async mute(room: RoomKey, muted: boolean): Promise<void> {
    this.#mayFail();
    this.#change(room, { muted });
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #mayFail(): void {
    const error = this.fails;
    this.fails = undefined;
    if (error) throw error;
  }

  #amend(entry: EntryId, change: (row: Row) => Row): Row {
    this.#mayFail();
    for (const [room, rows] of this.rows) {
      const at = rows.findIndex(({ id }) => id === entry);
      const before = rows[at];
      if (before === undefined) continue;
      const row = change(before);
      this.rows.set(room, rows.with(at, row));
      this.tell({ type: 'row', room, row, device, live: false, again: true });
      return row;
    }
    throw new AppError('ENTRY_UNKNOWN', 'no such message');
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
