import type { Event, LogLevel, ErrorCode } from '../../common/base/index.ts';
import type { DeviceKey, EntryId, IdentityKey, RoomKey } from '../../common/model/index.ts';
import type { Connection, Delivery, Row, Who } from '../../common/protocol/view/index.ts';

/** Who is signed in on this device. */
export interface Account {
  readonly username: string;
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** ws: or wss: address of the tracker. */
  readonly tracker: string;
}

export interface ConversationMember extends Who {
  readonly online: boolean;
  readonly owner: boolean;
}

/** A room or direct conversation that is kept on this device. */
export interface Conversation {
  readonly room: RoomKey;
  readonly kind: 'group' | 'direct';
  /** The room's name, or the other user's. */
  readonly name: string;
  /** I own it. */
  readonly mine: boolean;
  /** Absent while I may write. `waiting`: joined, but the room is full. `newer`: needs a newer version. */
  readonly readOnly?: 'closed' | 'left' | 'waiting' | 'newer';
  readonly members: readonly ConversationMember[];
  readonly capacity: number;
  readonly unread: number;
  /** Live links to devices of other members. */
  readonly links: number;
  /** Time of the newest message known since start, milliseconds; for sorting. */
  readonly lastAt: number;
}

/** A listed room of the tracker that I am not in. */
export interface ListedRoom {
  readonly room: RoomKey;
  readonly name: string;
  readonly owner: string;
  readonly online: number;
  readonly total: number;
  readonly capacity: number;
}

export interface Person extends Who {
  readonly online: boolean;
  readonly lastSeen: number;
  /** The listed room joined last. */
  readonly roomName?: string;
  readonly me: boolean;
  /** Live links to this user's devices. */
  readonly links: number;
}

export interface LinkInfo {
  readonly user: string;
  readonly device: DeviceKey;
  readonly route: 'direct' | 'punched' | 'relayed';
}

/** Everything a person can see at a glance. A new object after every change. */
export interface ChatState {
  readonly account?: Account;
  /** False until the first sign-in after start, and after Sign Out. */
  readonly signedIn: boolean;
  readonly connection: Connection;
  /** "host:port" while listening. */
  readonly listening?: string;
  readonly links: readonly LinkInfo[];
  readonly conversations: readonly Conversation[];
  readonly discover: readonly ListedRoom[];
  readonly people: readonly Person[];
  /** Sum over all conversations. */
  readonly unread: number;
}

export type ChatEvent =
  | {
      readonly type: 'row';
      readonly room: RoomKey;
      readonly row: Row;
      readonly device: DeviceKey;
      readonly live: boolean;
    }
  | { readonly type: 'delivery'; readonly room: RoomKey; readonly entry: EntryId; readonly delivery: Delivery }
  | { readonly type: 'peer'; readonly user: string; readonly presence: 'online' | 'offline' }
  | { readonly type: 'link'; readonly link: LinkInfo; readonly up: boolean }
  | { readonly type: 'room'; readonly room: RoomKey; readonly deleted: boolean }
  | { readonly type: 'tracker'; readonly state: 'connected' | 'reconnecting' | 'offline' }
  | { readonly type: 'warning'; readonly code: ErrorCode; readonly level: LogLevel; readonly message: string };

export interface Credentials {
  /** ws: or wss: address. */
  readonly tracker: string;
  readonly username: string;
  readonly password: string;
}

export interface HistoryQuery {
  readonly room: RoomKey;
  readonly before?: EntryId;
  /** At most 500. */
  readonly limit: number;
  /** `all` brings the discreet membership lines too. */
  readonly kinds: 'content' | 'all';
}

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
  /** Newest last. */
  history(query: HistoryQuery): Promise<readonly Row[]>;
  /** Everything held of the conversation counts as looked at. */
  markSeen(room: RoomKey): Promise<void>;

  /** Ends everything: links, tracker session, timers, database. Never rejects. */
  close(): Promise<void>;
}
