/** Entries `from` to `to - 1` of a log. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What to ask a peer for, oldest first: the entries from my prefix up to theirs. What they hold beyond a gap waits. */
export const missing = (mine: number, theirs: { readonly prefix: number } & Range): Range | undefined =>
  theirs.prefix > mine ? { from: mine, to: theirs.prefix } : undefined;
