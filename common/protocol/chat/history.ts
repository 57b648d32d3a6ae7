import type { EntryId, PagePlace, RoomKey, Row } from '../../model/index.ts';

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
