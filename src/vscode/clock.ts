import { toDisposable, type Clock } from '../../common/base/index.ts';

/** The clock of this process. */
export const clock: Clock = {
  mono: () => performance.now(),
  wall: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return toDisposable(() => clearTimeout(timer));
  },
};

/** Waits for it, whether it goes well or not, but no longer than so many milliseconds. */
export const atMost = (ms: number, work: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const timer = clock.after(ms, resolve);
    const end = (): void => {
      timer.dispose();
      resolve();
    };
    work.then(end, end);
  });
