import { toDisposable, type Clock } from '../../common/base/index.ts';

/** Everything that waits at the sockets has been read, and timers that are due have run. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The real clock. */
export const nodeClock: Clock = {
  mono: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (ms, run) => {
    const timer = setTimeout(run, ms);
    return toDisposable(() => clearTimeout(timer));
  },
};
