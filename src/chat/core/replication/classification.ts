import type { Certificate, Entry, Hlc, LogKind, PagedEntry } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { PeerSession } from './peer-session.ts';

/** How a run came. */
export interface Arrival {
  readonly conversation: Conversation;
  readonly kind: LogKind;
  readonly author: Certificate;
  /** Wall clock, milliseconds. */
  readonly received: number;
  /** Pushed rather than requested. */
  readonly live: boolean;
  /** Who brought it, if it was no tracker. */
  readonly from: PeerSession | undefined;
}

/** An entry, and the clock that gives it its place in the order. */
export interface Placed {
  readonly entry: Entry;
  readonly clock: Hlc;
}

/** What an entry is to a reader; stored beside it. */
export type EntryTraits = Pick<
  PagedEntry,
  'viaCatchUp' | 'deliveredBy' | 'countsAsUnread' | 'mention' | 'about' | 'audience' | 'silent'
>;

/** What entries are to a reader: replication stores it and asks no more. */
export interface EntryClassifier {
  classify(arrival: Arrival, run: readonly Placed[]): readonly EntryTraits[];
  /** The peer is about to be asked for what it holds: what it brings is measured by what has been read until now. */
  beforeFetch(session: PeerSession, conversation: Conversation): void;
  /** The version of the list of those who get what my devices write now. */
  audienceOf(conversation: Conversation): number | undefined;
}
