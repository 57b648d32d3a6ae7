import { limits, type DeviceKey, type Hlc, type OrderKey } from '../model/index.ts';

const maxCount = 0xffff;
const maxMs = 2 ** 48 - 1;

export const compareHlc = (a: Hlc, b: Hlc): number => a.ms - b.ms || a.count - b.count;

const isNear = ({ ms }: Hlc, to: number): boolean => ms <= to + limits.clockAhead;

const after = ({ ms, count }: Hlc): Hlc => {
  if (count < maxCount) return { ms, count: count + 1 };
  return ms < maxMs ? { ms: ms + 1, count: 0 } : { ms, count };
};

/**
 * The clock of an author's next entry: the wall clock, but after the author's own last entry and after everything seen.
 * What claims to be from further ahead than `limits.clockAhead` is not followed, so that one wrong clock does not drag the others. Nor
 * is the own last entry if it is so far ahead of the latest of all `others` too: then the own clock was wrong and has been
 * set right, and what was written by it falls back into its place. A clock that was set back by mistake is told by the others.
 */
export const nextClock = (wall: number, own: Hlc, seen: Hlc, others: Hlc = own): Hlc => {
  const now: Hlc = { ms: Math.min(maxMs, Math.max(0, Math.floor(wall))), count: 0 };
  const candidates = [
    now,
    ...(isNear(own, Math.max(now.ms, others.ms)) ? [after(own)] : []),
    ...(isNear(seen, now.ms) ? [after(seen)] : []),
  ];
  return candidates.reduce((latest, one) => (compareHlc(one, latest) > 0 ? one : latest));
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

const compareKeys = (a: DeviceKey, b: DeviceKey): number => (a === b ? 0 : a < b ? -1 : 1);

/** The one order of a conversation (trust.md, Order): effective clock, device key, seq. */
export const compareOrder = (a: OrderKey, b: OrderKey): number =>
  compareHlc(a.clock, b.clock) || compareKeys(a.device, b.device) || a.seq - b.seq;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** The order key as text that sorts the same way, for indexes. */
export const orderText = ({ clock, device, seq }: OrderKey): string =>
  hex(clock.ms, 12) + hex(clock.count, 4) + device + hex(seq, 12);
