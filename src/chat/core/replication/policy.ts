import type { Scope } from '../../../../common/membership/index.ts';
import type { AuthorKey, Certificate, Entry, LogKind, RoomKey } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';

/** Who may write and read what: replication asks, whoever knows the members answers. */
export interface EntryPolicy {
  /** Whether a run of this author's may be taken. */
  mayTake(conversation: Conversation, kind: LogKind, author: Certificate, run: readonly Entry[]): boolean;
  /** Whether messages are taken at all; of this author, if one is named. */
  wantsContent(conversation: Conversation, author?: Certificate): boolean;
  /** What of a peer's claims about a conversation is heard. */
  heardFrom(conversation: Conversation, peer: Certificate): Scope;
  /** What of a conversation a peer is given. */
  scopeFor(conversation: Conversation, peer: Certificate): Scope;
  /** Whether a deletion takes what that author wrote. */
  deletionCounts(conversation: Conversation, by: Certificate, author: Certificate | undefined): boolean;
}

/** How far somebody's messages have been read, by who wrote them on which device. */
export type ReadUpTo = (room: RoomKey, author: AuthorKey) => number;
