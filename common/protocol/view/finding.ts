export interface FindParams {
  readonly room: string;
  /** Case and accents do not count. */
  readonly text: string;
  /** Where the part before has ended; absent = from the newest. */
  readonly before?: string;
}
export interface FindResult {
  /** Entry ids of the messages that hold the text, newest first. */
  readonly hits: readonly string[];
  /** How many messages have been looked at. */
  readonly looked: number;
  /** Goes on before this entry; absent = that was all. */
  readonly next?: string;
}
