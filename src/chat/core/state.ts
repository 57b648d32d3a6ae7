import type { ErrorCode, LogLevel } from '../../../common/base/index.ts';
import type { DeviceKey, EntryId, IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type { Connection, Delivery, Row, Who } from '../../../common/protocol/view/index.ts';

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

/** Which lines of a conversation; newest last. */
export interface HistoryQuery {
  readonly room: RoomKey;
  readonly before?: EntryId;
  /** At most 500. */
  readonly limit: number;
  /** `all` brings the discreet membership lines too. */
  readonly kinds: 'content' | 'all';
}
