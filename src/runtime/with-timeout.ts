import type { Clock } from '../../common/base/index.ts';

/** Waits for it, whether it goes well or not, but no longer than so many milliseconds. Resolves to whether it was in time. */
export const withTimeout = async (
  clock: Pick<Clock, 'setTimer'>,
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> => {
  const late = Promise.withResolvers<false>();
  const timer = clock.setTimer(Math.max(0, ms), () => late.resolve(false));
  const inTime = await Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    late.promise,
  ]);
  timer.dispose();
  return inTime;
};
