import { AppError, Emitter } from '../../common/base/index.ts';
import { asHex, type EntryId, type NewSince, type RoomKey, type Row } from '../../common/model/index.ts';
import {
  callsOf,
  type Calls,
  type ChatEvent,
  type ChatState,
  type Conversation,
  type ParamsOf,
  type ReplyOf,
  type Verb,
} from '../../common/protocol/chat/index.ts';
import type { ChatService, EngineStatus } from '../../src/client/index.ts';
import { aConversation, anAccount, aRow, aState, device, me, nobody } from './chat-samples.ts';
import { stretch } from './fake-history.ts';

/** Verbs that are not given are not expected to be asked for. */
const fakeCalls = (given: Partial<Calls>): Calls =>
  callsOf(async <V extends Verb>(name: V, params: ParamsOf<V>): Promise<ReplyOf<V>> => {
    const run = given[name];
    if (run === undefined) throw new Error(`${name} is not in this test`);
    return run(params);
  });

/** A test may put another call in the place of one. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A chat service in memory: no peer, no tracker, no disk. Tests set its state and make it tell events. */
export const fakeChat = (initial: ChatState = nobody) => {
  let state = initial;
  let next = 0x1000;
  const changed = new Emitter<ChatState>();
  const events = new Emitter<ChatEvent>();
  const stale = new Emitter<readonly RoomKey[] | 'all'>();
  const engines = new Emitter<EngineStatus>();
  let engine: EngineStatus = { kind: 'open', hung: false };
  const rows = new Map<RoomKey, Row[]>();

  const set = (change: Partial<ChatState>): void => {
    state = { ...state, ...change };
    changed.fire(state);
  };
  const change = (room: RoomKey, what: Partial<Conversation>): void => {
    const conversations = state.conversations.map((one) => (one.room === room ? { ...one, ...what } : one));
    set({ conversations, unread: conversations.reduce((sum, { unread }) => sum + unread, 0) });
  };
  const enter = (one: Conversation): RoomKey => {
    set({ conversations: [...state.conversations, one] });
    return one.room;
  };
  const keep = (room: RoomKey, row: Row): void => void rows.set(room, [...(rows.get(room) ?? []), row]);
  const myName = (): string => state.account?.username ?? '';
  const markRead = (room: RoomKey): void => {
    controls.seen.push(room);
    change(room, { unread: 0, mentions: 0 });
  };
  /** The message looks different now, and everybody is told so. */
  const annotate = (entry: EntryId, how: (row: Row) => Row): Row => {
    for (const [room, held] of rows) {
      const at = held.findIndex(({ id }) => id === entry);
      const before = held[at];
      if (before === undefined) continue;
      const row = how(before);
      rows.set(room, held.with(at, row));
      events.fire({ type: 'row', room, row, device, live: false, again: true });
      return row;
    }
    throw new AppError('ENTRY_UNKNOWN', 'no such message');
  };

  const calls: Partial<Calls> = {
    register: async ({ username, tracker }) => {
      if (controls.taken.has(username)) throw new AppError('NAME_TAKEN', 'taken');
      const account = { ...anAccount, username, tracker };
      set({ ...aState(), account });
      return account;
    },
    signIn: async ({ username, tracker }) => {
      const account = { ...anAccount, username, tracker };
      set({ ...aState(), account });
      return account;
    },
    signOut: async () => {
      state = nobody;
      changed.fire(state);
    },
    connect: async () => set({ connection: { ...state.connection, state: 'connected' } }),
    setPresence: async ({ presence }) => set({ presence }),
    createRoom: async ({ name }) => {
      const names = [...state.conversations, ...state.discover].map((one) => one.name);
      if (names.includes(name)) throw new AppError('ROOM_EXISTS', 'there is one');
      return enter(aConversation(next++, { name, mine: true }));
    },
    joinRoom: async ({ room: nameOrId }) => {
      const listed = state.discover.find((one) => one.name === nameOrId || one.room === nameOrId);
      if (!listed) throw new AppError('ROOM_UNKNOWN', 'no such room');
      set({ discover: state.discover.filter((one) => one !== listed) });
      return enter({ ...aConversation(0, { name: listed.name }), room: listed.room });
    },
    leaveRoom: async ({ room }) => change(room, { readOnly: 'left' }),
    deleteRoom: async ({ room }) => change(room, { readOnly: 'closed' }),
    acceptKey: async () => undefined,
    openDirect: async ({ user }) => {
      const name = state.people.find(({ identity }) => identity === user)?.username ?? user;
      const known = state.conversations.find((one) => one.kind === 'direct' && one.name === name);
      return known?.room ?? enter(aConversation(next++, { kind: 'direct', name, capacity: 2 }));
    },
    send: async ({ room, content }) => {
      const author = { identity: me, username: myName() };
      const row = aRow(next++, { author, own: true, content, delivery: { n: 0, m: 1, users: [] } });
      keep(room, row);
      return row;
    },
    edit: async ({ entry, content }) => annotate(entry, (row) => ({ ...row, content, edited: 1 })),
    deleteMessage: async ({ entry }) =>
      annotate(entry, ({ id, order, author, own, at }) => {
        const deleted = { identity: me, username: myName() };
        return { id, order, author, own, at, kind: 'deleted', deleted };
      }),
    react: async ({ entry, emoji, on }) => {
      const mine = { emoji, count: 1, users: [myName()], mine: true };
      return annotate(entry, ({ reactions = [], ...row }) => ({
        ...row,
        reactions: [...reactions.filter((one) => one.emoji !== emoji), ...(on ? [mine] : [])],
      }));
    },
    history: async ({ room, place, limit }) => {
      const held = rows.get(room) ?? [];
      const { from, to, anchor } = stretch(held, place, limit);
      return {
        rows: held.slice(from, to),
        hasOlder: from > 0,
        hasNewer: to < held.length,
        ...(anchor && { anchor: asHex<EntryId>(anchor) }),
      };
    },
    newSince: async ({ room }) => controls.news.get(room),
    markRead: async ({ room }) => markRead(room),
    markAllRead: async () => state.conversations.forEach(({ room }) => markRead(room)),
    mute: async ({ room, muted }) => change(room, { muted }),
    typing: async ({ room }) => void controls.typed.push(room),
  };
  const failing = callsOf(async <V extends Verb>(name: V, params: ParamsOf<V>): Promise<ReplyOf<V>> => {
    const error = controls.fails;
    controls.fails = undefined;
    if (error) throw error;
    return fakeCalls(calls)[name](params);
  });

  const controls = {
    rows,
    set,
    /** Conversations that were read, in order. */
    seen: [] as RoomKey[],
    typed: [] as RoomKey[],
    /** What a test says: the unread part of a room. */
    news: new Map<RoomKey, NewSince>(),
    /** Names that `register` refuses. */
    taken: new Set<string>(),
    /** The next call of any verb fails with this. */
    fails: undefined as AppError | undefined,
    closed: false,
    tell: (event: ChatEvent): void => events.fire(event),
    setEngine: (status: EngineStatus): void => {
      engine = status;
      engines.fire(status);
    },
    stale: (rooms: readonly RoomKey[] | 'all'): void => stale.fire(rooms),
    receive: (room: RoomKey, row: Row): void => {
      keep(room, row);
      events.fire({ type: 'row', room, row, device, live: true });
    },
  };
  const service: ChatService = {
    ...failing,
    get state() {
      return state;
    },
    onDidChangeState: changed.event,
    onEvent: events.event,
    onStale: stale.event,
    get engine() {
      return engine;
    },
    onDidChangeEngine: engines.event,
    resolveRoom: (nameOrId) => {
      const found = state.conversations.find((one) => one.name === nameOrId || one.room === nameOrId);
      if (!found) throw new AppError('ROOM_UNKNOWN', 'no such room');
      return found.room;
    },
    close: async () => {
      controls.closed = true;
      return 'ended';
    },
  };
  return Object.defineProperties(controls, Object.getOwnPropertyDescriptors(service)) as typeof controls &
    Writable<Calls> &
    ChatService;
};

export type FakeChat = ReturnType<typeof fakeChat>;
