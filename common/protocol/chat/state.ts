import type { ReadOnlyReason } from '../../membership/index.ts';
import type { ErrorCode } from '../../base/index.ts';
import type { Aside, DeviceKey, IdentityKey, Gap, Presence, RoomKey, Who } from '../../model/index.ts';
import type { OwnPresence } from '../tracker/index.ts';

/** Who is signed in on this device. */
export interface Account {
  readonly username: string;
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** ws: or wss: address of the tracker. */
  readonly tracker: string;
}

export interface Connection {
  readonly state: 'offline' | 'connecting' | 'connected' | 'waiting';
  /** `offline` because the person wanted it so: no trouble. */
  readonly chosen?: true;
  /** What the tracker calls itself, for people; until it has said so, its address. It says nothing about where it is. */
  readonly tracker: string;
  /** Where the tracker is, as one types it: "host:port", with a scheme only where another would be guessed. */
  readonly address: string;
  /** It is on this computer: nobody listens on the way, and by this address nobody else reaches it. */
  readonly loopback: boolean;
  /** What teammates type to come here too, the likeliest first; empty where nobody else can. Absent: not known here, only the editor's host knows. */
  readonly team?: readonly string[];
  /** Plain `ws:`: the tracker is believed between password sign-ins. */
  readonly insecure: boolean;
  /** Milliseconds since 1970 of the next try, in `waiting`. */
  readonly retryAt?: number;
  readonly cause?: ErrorCode;
}

/** Whether the messages can be kept on disk. `slow`: they are written, but not safe from a power cut within a second. */
export type DiskState = 'ok' | 'slow' | 'full' | 'failing';

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
  readonly readOnly?: ReadOnlyReason;
  readonly members: readonly ConversationMember[];
  readonly capacity: number;
  readonly unread: number;
  /** How many of the unread ones mention me. */
  readonly mentions: number;
  /** No notification is wanted for it, on any device of mine. */
  readonly muted: boolean;
  /** When it is heard again by itself, milliseconds since 1970; absent = not by itself. */
  readonly mutedUntil?: number;
  /** It stands before the others. */
  readonly pinned?: true;
  /** It is over for me and stands in no list any more. */
  readonly hidden?: true;
  /** How many of the other members a live link leads to. */
  readonly links: number;
  /** Messages that are known to exist and are not here, in order; absent when nothing is missing. */
  readonly gaps?: readonly Gap[];
  /** Messages that are dated too far ahead to be shown; absent when there are none. */
  readonly aside?: readonly Aside[];
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

/** People of one name, compared as names are (`foldName`), the first known first. */
export interface Namesakes {
  readonly name: string;
  readonly identities: readonly IdentityKey[];
  /** Whom this device's person means by it, once that has been said. */
  readonly meant?: IdentityKey;
}

export interface LinkInfo {
  readonly user: string;
  readonly identity: IdentityKey;
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
  /** Names that more than one of those who are known here have; absent = none. */
  readonly namesakes?: readonly Namesakes[];
  /** Sum over all conversations. */
  readonly unread: number;
}
