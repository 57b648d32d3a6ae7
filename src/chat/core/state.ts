import type { ErrorCode, LogLevel } from '../../../common/base/index.ts';
import type { DeviceKey, EntryId, IdentityKey, PagePlace, RoomKey } from '../../../common/model/index.ts';
import type { OwnPresence } from '../../../common/protocol/tracker/index.ts';
import type {
  Connection,
  Delivery,
  DiskState,
  Missing,
  NewSince,
  Presence,
  Row,
  Who,
} from '../../../common/protocol/view/index.ts';

/** Who is signed in on this device. */
export interface Account {
  readonly username: string;
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** ws: or wss: address of the tracker. */
  readonly tracker: string;
}

export interface ConversationMember extends Who {
  readonly presence: Presence;
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
  /** How many of the unread ones mention me. */
  readonly mentions: number;
  /** No notification is wanted for it, on any device of mine. */
  readonly muted: boolean;
  /** Live links to devices of other members. */
  readonly links: number;
  /** Messages that are known to exist and are not here, in order; absent when nothing is missing. */
  readonly missing?: readonly Missing[];
  /** Time of the newest message, milliseconds; for sorting. At the start that of the newest entry, whatever it is. */
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
  readonly presence: Presence;
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
  /** What I let others see of me. */
  readonly presence: OwnPresence;
  /** Since the sign-in every linked device has been asked once for what I missed: what comes from now on is news. */
  readonly caughtUp: boolean;
  /** Whether what is written and what comes can be kept; absent = `ok`. */
  readonly disk?: DiskState;
  /** "host:port" while listening. */
  readonly listening?: string;
  readonly links: readonly LinkInfo[];
  readonly conversations: readonly Conversation[];
  readonly discover: readonly ListedRoom[];
  readonly people: readonly Person[];
  /** Sum over all conversations. */
  readonly unread: number;
}

/** Somebody edited or deleted a message, or reacted to it. */
export type Amendment =
  | { readonly act: 'edit' | 'delete'; readonly by: Who }
  | { readonly act: 'react'; readonly by: Who; readonly emoji: string; readonly on: boolean };

export type ChatEvent =
  | {
      readonly type: 'row';
      readonly room: RoomKey;
      readonly row: Row;
      readonly device: DeviceKey;
      readonly live: boolean;
      /** The row has been told before and looks different now. No news to anybody. */
      readonly again?: boolean;
      /** What was said about it since. */
      readonly amendments?: readonly Amendment[];
    }
  /** What had been told of the conversation is in another order now: a clock that was far ahead has been set right. */
  | { readonly type: 'reordered'; readonly room: RoomKey }
  | { readonly type: 'delivery'; readonly room: RoomKey; readonly entry: EntryId; readonly delivery: Delivery }
  /** Somebody in a conversation of mine is writing, or has stopped. */
  | { readonly type: 'typing'; readonly room: RoomKey; readonly who: Who; readonly on: boolean }
  | { readonly type: 'peer'; readonly user: string; readonly presence: Presence }
  | { readonly type: 'link'; readonly link: LinkInfo; readonly up: boolean }
  | { readonly type: 'room'; readonly room: RoomKey; readonly deleted: boolean }
  | { readonly type: 'tracker'; readonly state: 'connected' | 'reconnecting' | 'offline' }
  | { readonly type: 'warning'; readonly code: ErrorCode; readonly level: LogLevel; readonly message: string };

/** Which lines of a conversation. */
export interface HistoryQuery {
  readonly room: RoomKey;
  /** Absent = the newest. */
  readonly place?: PagePlace;
  /** At most 500. */
  readonly limit: number;
  /** `all` brings the discreet membership lines too. */
  readonly kinds: 'content' | 'all';
}

/** An unbroken stretch of a conversation, newest last. */
export interface HistoryPage {
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** For `around` and `at`: the entry that was meant, if there is one. */
  readonly anchor?: EntryId;
}

export type { NewSince, OwnPresence };
