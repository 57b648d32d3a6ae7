import type { Event } from '../../common/base/index.ts';
import type { Credentials } from '../../common/protocol/chat/index.ts';
import type { EntryId, NewSince, RoomKey, Row } from '../../common/model/index.ts';
import type {
  Account,
  ChatEvent,
  ChatState,
  HistoryPage,
  HistoryQuery,
  OwnPresence,
} from '../../common/protocol/chat/index.ts';

/**
 * The chat as its users see it: one interface, implemented by the leader and, from step 5 on, by a follower's proxy.
 * Every promise rejects with AppError only. Reading and writing work offline.
 */
export interface ChatService {
  readonly state: ChatState;
  /** Coalesced: at most once per turn of the event loop. */
  readonly onDidChangeState: Event<ChatState>;
  readonly onEvent: Event<ChatEvent>;

  /** NAME_TAKEN, NAME_INVALID, TRACKER_UNREACHABLE, ALREADY_SIGNED_IN, RATE_LIMITED … */
  register(credentials: Credentials): Promise<Account>;
  /** Makes this installation a device of an existing account, or signs in again. BAD_CREDENTIALS … */
  signIn(credentials: Credentials): Promise<Account>;
  /** Disconnects and stops signing in at start; history and device key stay. */
  signOut(): Promise<void>;
  /** Tries the tracker now instead of waiting. */
  connect(): void;

  createRoom(options: { readonly name: string; readonly capacity?: number }): Promise<RoomKey>;
  /** By name or by id. ROOM_UNKNOWN, ROOM_AMBIGUOUS, ROOM_FULL (joined, waiting), ROOM_CLOSED, BANNED, OFFLINE. */
  joinRoom(nameOrId: string): Promise<RoomKey>;
  /** NOT_MEMBER, OWNER_CANNOT_LEAVE. Works offline. */
  leaveRoom(room: RoomKey): Promise<void>;
  /** NOT_OWNER. Works offline. */
  deleteRoom(room: RoomKey): Promise<void>;
  /** The direct conversation with a user, made if need be. USER_UNKNOWN, OFFLINE for a person never seen. */
  openDirect(username: string): Promise<RoomKey>;
  /** Resolves a name or id among my rooms, then the listed ones. ROOM_UNKNOWN, ROOM_AMBIGUOUS. */
  resolveRoom(nameOrId: string): RoomKey;

  /** Resolves once the message is on disk. NOT_MEMBER, ROOM_CLOSED, TOO_LARGE, DISK_FULL. */
  send(message: { readonly room: RoomKey; readonly content: string; readonly replyTo?: EntryId }): Promise<Row>;
  /**
   * These say something about a message that is held, by its id, and answer with the message as it stands then. They refuse what `send`
   * refuses in its conversation, and what is not held or deleted with ENTRY_UNKNOWN.
   */
  /** NOT_AUTHOR for the messages of others. */
  edit(message: { readonly entry: EntryId; readonly content: string }): Promise<Row>;
  /** My own, or anybody's in a room that I own: NOT_AUTHOR. Its text goes from every disk that hears of it. */
  deleteMessage(entry: EntryId): Promise<Row>;
  /** Puts an emoji on a message, or takes it away. BAD_REQUEST for no emoji, TOO_LARGE for too many. */
  react(reaction: { readonly entry: EntryId; readonly emoji: string; readonly on: boolean }): Promise<Row>;
  history(query: HistoryQuery): Promise<HistoryPage>;
  /** The first unread message, in order; undefined when there is none. */
  newSince(room: RoomKey): Promise<NewSince | undefined>;
  /** Everything held of the conversation has been read, for all devices of mine. */
  markRead(room: RoomKey): Promise<void>;
  markAllRead(): Promise<void>;
  /** No notification is wanted for the conversation, or again; for all devices of mine. ROOM_UNKNOWN, DISK_FULL. */
  mute(room: RoomKey, muted: boolean): Promise<void>;

  /** I am writing in a conversation: those linked with me see it for a few seconds. Said as often as one likes, sent at most once in 3 s. */
  typing(room: RoomKey): void;
  /** What others see of me from now on, also after the next sign-in of this session. */
  setPresence(presence: OwnPresence): void;
  /** Whether authors learn what I have read, and I what they have. What they have learned stays. */
  setReadReceipts(on: boolean): void;

  /** Ends everything: links, tracker session, timers, database. Never rejects. */
  close(): Promise<void>;
}
