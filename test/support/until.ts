import { setTimeout as pause } from 'node:timers/promises';

/** In milliseconds: so generous that only what never comes runs into it, however busy the machine is. */
export const patience = 60_000;

/** Waits until something holds; throws what never came. */
export const until = async (
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  every = 5,
): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${typeof what === 'string' ? what : what()}`);
    await pause(every);
  }
};
