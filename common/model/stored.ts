import type { Entry, Hlc, LogKind, OrderKey, Segment } from './entry.ts';
import type { AuthorKey, DeviceKey, EntryId, IdentityKey, RoomKey } from './ids.ts';
import type { AsideChange, AsideLog, MeantName, Met } from './stored-asides.ts';

/** What a store of signed logs takes and gives; `history` implements it, `chat` asks for it. */

/** A conversation that this device takes part in, or once did. */
export interface StoredRoom {
  readonly room: RoomKey;
  /** `self`: the private room of my own devices. */
  readonly kind: 'group' | 'direct' | 'self';
  /** The other user of a direct conversation. */
  readonly partner?: { readonly identity: IdentityKey; readonly username: string };
}

/**
 * What a content entry says about another one of its conversation. It may be held before that one, and whether it counts depends
 * on who wrote both, and on who owns the room (`annotationCounts`). `kind` is that of its body.
 */
export type AnnotationTarget =
  | { readonly kind: 'EDIT'; readonly entry: EntryId }
  | {
      readonly kind: 'DELETE';
      readonly entry: EntryId;
      /** Edits of it that go with it. */
      readonly edits: readonly EntryId[];
    }
  | { readonly kind: 'REACT'; readonly entry: EntryId; readonly emoji: string };

export interface StoredEntry {
  readonly room: RoomKey;
  readonly kind: LogKind;
  /** Who has written it, by the log that it is in. */
  readonly author: AuthorKey;
  readonly entry: Entry;
  /** Wall clock when it was received or written here, milliseconds. */
  readonly received: number;
  /** Came by catch-up, not live. */
  readonly viaCatchUp: boolean;
  /** The device that brought it late, to a place in the order that had been read past already. */
  readonly deliveredBy?: AuthorKey;
  /** Somebody else's message: unread until it has been looked at. */
  readonly countsAsUnread: boolean;
  /** One that calls me by name. */
  readonly mention: boolean;
  /** A content entry that is no line of its own. */
  readonly about?: AnnotationTarget;
  /** Of a message of mine: the version of the list of those who could get it, as it was when it was committed here. */
  readonly audience?: number;
  /** Its stamp is too far ahead to be followed. `shown`: somebody wanted to see it all the same. */
  readonly aside?: 'hidden' | 'shown';
  /** A content entry that says nothing to a reader: no line, never unread. */
  readonly silent?: true;
}

/** Who but me was in a conversation, by a version that grows from 0. A list is never changed: receipts are counted over it for ever. */
export interface Audience {
  readonly room: RoomKey;
  readonly version: number;
  readonly members: readonly IdentityKey[];
}

/** A count that rose last from `from`, at a time in milliseconds since 1970. */
export interface LastRise {
  readonly from: number;
  readonly at: number;
}

/** What is held of one log. */
export interface StoredHead {
  readonly room: RoomKey;
  readonly author: AuthorKey;
  readonly kind: LogKind;
  /** Entries 0 to prefix - 1 are held. */
  readonly prefix: number;
  /** The last of those; zeros when there is none. */
  readonly id: EntryId;
  readonly clock: Hlc;
  /** What is held above gaps, ascending. */
  readonly ahead: readonly Segment[];
  /** As much of it as is followed, where that is not all: what lies below this place, and the effective clock of the last of that. */
  readonly inSight?: { readonly below: number; readonly clock: Hlc };
}

/**
 * What a peer device, of one identity, has shown that it holds of one log, and that its person has read; for receipts only. It counts
 * along the log that ends with entry `id`.
 */
export interface PeerHave {
  readonly room: RoomKey;
  readonly peer: AuthorKey;
  readonly author: AuthorKey;
  readonly kind: LogKind;
  readonly prefix: number;
  /** Held above a gap: `from` to `to` - 1. */
  readonly run?: { readonly from: number; readonly to: number };
  readonly id: EntryId;
  readonly read: number;
  readonly prefixRise: LastRise;
  readonly readRise: LastRise;
}

/** Entries below `seen` of an author's content log have been looked at. A store keeps the larger of each number. */
export interface SeenMark {
  /** Need not be kept here: another device of mine may know it first. */
  readonly room: RoomKey;
  readonly author: AuthorKey;
  readonly seen: number;
  /** As much of it stands in the self room. */
  readonly told: number;
}

/** What a person wants of a conversation, on all devices, and the place of the entry that said so: the last in the order counts. */
export interface RoomPreference {
  readonly room: RoomKey;
  readonly name: 'muted' | 'pinned' | 'hidden';
  /** 0: no. 1: yes. More: until then, milliseconds since 1970. */
  readonly value: number;
  readonly order: OrderKey;
}

/** An unread message. */
export interface UnreadMark {
  readonly room: RoomKey;
  readonly author: AuthorKey;
  readonly seq: number;
  /** It calls me by name, as it was written. */
  readonly mention: boolean;
  /** There are edits of it, so that it may call others now. */
  readonly edited: boolean;
}

/** Where a device could be reached when it proved itself last: its own signed word (W10). `at`: then, milliseconds since 1970. */
export interface ReachedDevice {
  readonly device: DeviceKey;
  readonly record: Uint8Array;
  readonly at: number;
}

/** One change, all or nothing. Entries are ascending within each log; above a gap they begin or continue a segment. */
export interface Batch {
  readonly rooms?: readonly StoredRoom[];
  readonly certificates?: readonly Uint8Array[];
  readonly entries?: readonly StoredEntry[];
  readonly peerHave?: readonly PeerHave[];
  /** What is there already is left as it is. */
  readonly audiences?: readonly Audience[];
  readonly seen?: readonly SeenMark[];
  readonly preferences?: readonly RoomPreference[];
  readonly aside?: readonly AsideChange[];
  readonly met?: readonly Met[];
  /** The latest 2,048 are kept. */
  readonly reached?: readonly ReachedDevice[];
  readonly meant?: readonly MeantName[];
  /** Conversations to drop with everything in them (a refused GENESIS). */
  readonly forget?: readonly RoomKey[];
}

/** Everything that is kept in memory while running. Content entries are not among it. */
export interface Loaded {
  readonly rooms: readonly StoredRoom[];
  readonly certificates: readonly Uint8Array[];
  readonly heads: readonly StoredHead[];
  /** Every control entry, ascending in each log. */
  readonly control: readonly StoredEntry[];
  readonly peerHave: readonly PeerHave[];
  /** Ascending in each conversation. */
  readonly audiences: readonly Audience[];
  readonly seen: readonly SeenMark[];
  readonly preferences: readonly RoomPreference[];
  readonly aside: readonly AsideLog[];
  readonly met: readonly Met[];
  readonly reached: readonly ReachedDevice[];
  readonly meant: readonly MeantName[];
  /** Those at or above the seen marks, ascending in each log; of very many the newest. */
  readonly unread: readonly UnreadMark[];
}

/** A part of a conversation: next to an entry (exclusive), around one, or around a time in milliseconds since 1970. */
export type PagePlace =
  | { readonly before: EntryId }
  | { readonly after: EntryId }
  | { readonly around: EntryId }
  | { readonly at: number };

/** The lines of a conversation in order. */
export interface PageQuery {
  readonly room: RoomKey;
  /** Absent = the newest. */
  readonly place?: PagePlace;
  /** At most 500. */
  readonly limit: number;
  /**
   * `content`: lines that people wrote. `all`: control entries too, for the discreet lines of a view. `entries`: every content
   * entry, those that are no lines too.
   */
  readonly kinds: 'content' | 'all' | 'entries';
}

/** What was said about entries: of each device the newest edit, the newest deletion and the newest word on each emoji. */
export interface AboutQuery {
  readonly room: RoomKey;
  readonly ids: readonly EntryId[];
}

/** One entry of a page, with its place in the order. */
export interface PagedEntry extends StoredEntry {
  readonly order: OrderKey;
}

/** Single entries of one conversation, in no order. What is not held is left out. */
export interface FindQuery {
  /** Absent: whatever conversation the `ids` are in. */
  readonly room?: RoomKey;
  readonly ids?: readonly EntryId[];
  /** Content entries by their place in their log. */
  readonly places?: readonly { readonly author: AuthorKey; readonly seq: number }[];
  /** Every edit of this entry, whoever wrote it. */
  readonly editsOf?: EntryId;
  /** Every DELETE that names one of these, whoever wrote it. */
  readonly deletionsOf?: readonly EntryId[];
}

/** Consecutive entries of one log, ascending from `from`, below `to`, at most about `maxBytes`, always up to an anchor. */
export interface RangeQuery {
  readonly room: RoomKey;
  readonly author: AuthorKey;
  readonly kind: LogKind;
  readonly from: number;
  readonly to: number;
  readonly maxBytes: number;
}

/** An unbroken part of a conversation, newest last. */
export interface Page {
  readonly entries: readonly PagedEntry[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** For `around` and `at`: the entry that was meant; at a time the first from then on, else the newest. Absent if there is none. */
  readonly anchor?: EntryId;
}
