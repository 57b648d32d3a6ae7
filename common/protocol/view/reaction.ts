/** One emoji on a message. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** Names of the first of them. */
  readonly users: readonly string[];
  readonly mine: boolean;
}
