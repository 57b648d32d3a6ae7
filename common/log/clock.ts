import type { AuthorKey, Hlc, OrderKey } from '../model/index.ts';

const maxCount = 0xffff;
const maxMs = 2 ** 48 - 1;

export const compareHlc = (a: Hlc, b: Hlc): number => a.ms - b.ms || a.count - b.count;

const after = ({ ms, count }: Hlc): Hlc => {
  if (count < maxCount) return { ms, count: count + 1 };
  return ms < maxMs ? { ms: ms + 1, count: 0 } : { ms, count };
};

/**
 * The stamp of an author's next entry: the own clock, but after the effective clock of everything of others that is followed, which is
 * what was on screen. One's own earlier entries are not followed: a clock that was set right pulls its own log back by itself.
 */
export const nextClock = (now: number, followed: Hlc): Hlc => {
  const own: Hlc = { ms: Math.min(maxMs, Math.max(0, Math.floor(now))), count: 0 };
  const next = after(followed);
  return compareHlc(next, own) > 0 ? next : own;
};

/**
 * The effective clocks of consecutive entries of one log, newest last: the smallest clock among an entry and all later
 * ones. It depends on the stored set alone, so it is equal everywhere, and it never puts an author's entries out of order.
 */
export const effectiveClocks = (entriesAscending: readonly { readonly clock: Hlc }[]): Hlc[] => {
  const out: Hlc[] = [];
  let least: Hlc = { ms: Infinity, count: 0 };
  for (const { clock } of entriesAscending.toReversed()) {
    if (compareHlc(clock, least) < 0) least = clock;
    out.push(least);
  }
  return out.toReversed();
};

const compareKeys = (a: AuthorKey, b: AuthorKey): number => (a === b ? 0 : a < b ? -1 : 1);

/** The one order of a conversation (trust.md, Order): effective clock, device key, seq. */
export const compareOrder = (a: OrderKey, b: OrderKey): number =>
  compareHlc(a.clock, b.clock) || compareKeys(a.author, b.author) || a.seq - b.seq;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** The order key as text that sorts the same way, for indexes. */
export const orderText = ({ clock, author, seq }: OrderKey): string =>
  hex(clock.ms, 12) + hex(clock.count, 4) + author + hex(seq, 12);
