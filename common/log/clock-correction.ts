import { limits } from '../model/index.ts';

/**
 * By how much the clock here is to be set right, milliseconds; `offsets` are those of others against it. The median of all clocks, mine
 * included: while liars are fewer than honest clocks, it lies between honest ones. Two sources at least, nothing for small change, and
 * never more than a clock in the wrong time zone on the wrong day is off.
 */
export const correctionOf = (offsets: readonly number[]): number => {
  if (offsets.length < 2) return 0;
  const median = medianOf([0, ...offsets]);
  if (Math.abs(median) < limits.clockAgrees) return 0;
  return Math.max(-limits.correction, Math.min(limits.correction, median));
};

/** The same for a clock that shows a time before this program existed: it is no clock, so one source is enough, and no bound holds. */
export const correctionOfDead = (offsets: readonly number[]): number => Math.max(0, medianOf(offsets));

/** Of two in the middle the one nearer to 0. */
const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return Math.abs(high) < Math.abs(low) ? high : low;
};
