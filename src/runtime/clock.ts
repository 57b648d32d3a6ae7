import { toDisposable, type Clock } from '../../common/base/index.ts';

/** The clock of this process. */
export const nodeClock: Clock = {
  mono: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (ms, run) => {
    const timer = setTimeout(run, ms);
    return toDisposable(() => clearTimeout(timer));
  },
};
