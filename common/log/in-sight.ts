import type { Entry, Hlc } from '../model/index.ts';
import { compareHlc } from './clock.ts';

/**
 * How far a log of somebody else is followed. Inside a log effective clocks never fall, so what stands aside is its end: all that is
 * held at or above `below`. `clock` is the effective clock of the last entry before that.
 */
export interface InSight {
  readonly below: number;
  readonly clock: Hlc;
}

export const nothingInSight: InSight = { below: 0, clock: { ms: 0, count: 0 } };

type Placed = { readonly entry: Pick<Entry, 'seq'>; readonly clock: Hlc };

/**
 * With entries of the log that were not held before, ascending, with their effective clocks. Those later than `limit`, milliseconds,
 * stand aside. What lies below one that does not is not later than it, and comes out with it; what lies below any is pulled back.
 */
export const withArrived = (inSight: InSight, fresh: readonly Placed[], limit: number): InSight => {
  const due = fresh.findLast(({ clock }) => clock.ms <= limit);
  if (due !== undefined && due.entry.seq >= inSight.below) return { below: due.entry.seq + 1, clock: due.clock };
  const above = fresh.find(({ entry }) => entry.seq >= inSight.below);
  if (above === undefined || compareHlc(above.clock, inSight.clock) >= 0) return inSight;
  return { ...inSight, clock: above.clock };
};
