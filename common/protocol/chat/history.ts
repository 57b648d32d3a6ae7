import type { EntryId, Row } from '../../model/index.ts';

/** An unbroken part of a conversation, newest last. */
export interface HistoryPage {
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** For `around` and `at`: the entry that was meant, if there is one. */
  readonly anchor?: EntryId;
}
