import { trackerLimits } from '../../../../common/protocol/tracker/index.ts';
import type { TrackerContext } from '../../tracker-context.ts';

/**
 * Whether somebody of this name whom the tracker does not know may have been forgotten by it: it was restored not long ago, or keeps the name
 * for whom it once gave it to.
 */
export const mayComeBack = async ({ meta, users, clock }: TrackerContext, fold: string): Promise<boolean> => {
  const restored = await meta.restoredAt();
  const since = restored === undefined ? Infinity : clock.wall() - restored;
  return Math.abs(since) < trackerLimits.restoreWithin || (await users.isReserved(fold));
};
