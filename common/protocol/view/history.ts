import type { Row } from '../../model/index.ts';

/** Which part of a conversation: next to an entry (exclusive), around one, or around a time in milliseconds since 1970. */
export type Place =
  | { readonly before: string }
  | { readonly after: string }
  | { readonly around: string }
  | { readonly at: number };

/** An unbroken part of a conversation, newest last. */
export interface HistoryResult {
  readonly rows: readonly Row[];
  /** There are rows before the first. */
  readonly hasOlder: boolean;
  /** There are rows after the last. */
  readonly hasNewer: boolean;
  /** For `around` and `at`: the row that was meant. Absent if the entry is not held; at a time: the first row from then on, else the newest. */
  readonly anchor?: string;
}

export interface FindResult {
  /** Entry ids of the messages that hold the text, newest first. */
  readonly hits: readonly string[];
  /** How many messages have been looked at. */
  readonly looked: number;
  /** Goes on before this entry; absent = that was all. */
  readonly next?: string;
}
