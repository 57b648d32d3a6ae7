/** A search in the conversation. */
export interface FindState {
  readonly text: string;
  /** Entry ids of the messages that hold it, newest first. */
  readonly hits: readonly string[];
  /** Which of them one is at; -1 before the first is found. */
  readonly at: number;
  /** How many messages have been looked at. */
  readonly looked: number;
  readonly phase: 'idle' | 'looking' | 'done' | 'failed';
}

export const emptyFind: FindState = { text: '', hits: [], at: -1, looked: 0, phase: 'idle' };
