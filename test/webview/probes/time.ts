/** What is to happen by itself after a while, such as that a notice goes. */
const distant = new Set<number>();
const long = 1000;
let stopped = false;

const setTimer = window.setTimeout.bind(window);
window.setTimeout = ((handler: TimerHandler, after = 0, ...args: unknown[]): number => {
  if (stopped && after >= long) return 0;
  const id = setTimer(handler, after, ...args);
  if (after >= long) distant.add(id);
  return id;
}) as typeof window.setTimeout;

/** From now on nothing goes or comes by itself: what is there can be looked at for as long as it takes. */
export const stopTime = (): void => {
  stopped = true;
  for (const id of distant) clearTimeout(id);
};
