import type { Certificate, DeviceKey, Entry, LogKind, RoomKey } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';

/** What of a conversation a peer is given: everything, its control logs only, or nothing. */
export type Scope = 'all' | 'control' | 'none';

/** Who may write and read what: replication asks, whoever knows the members answers. */
export interface EntryPolicy {
  /** Whether a run of this author's may be taken. */
  mayTake(conversation: Conversation, kind: LogKind, author: Certificate, run: readonly Entry[]): boolean;
  /** Whether messages are taken at all; of this author, if one is named. */
  wantsContent(conversation: Conversation, author?: Certificate): boolean;
  scopeFor(conversation: Conversation, peer: Certificate): Scope;
  /** Whoever made the room: such a deletion takes what anybody wrote. */
  isOwner(conversation: Conversation, author: Certificate): boolean;
}

/** How far somebody's messages have been read, by the device that wrote them. */
export type ReadUpTo = (room: RoomKey, device: DeviceKey) => number;
