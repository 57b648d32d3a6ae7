/**
 * The longest that a key press would have had to wait, milliseconds, from `begin` until `isOver` and the frame after it: layout
 * and painting belong to it.
 */
export const longestBlock = async (begin: () => void, isOver: () => boolean): Promise<number> => {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  const end = { painted: false };
  port1.start();
  begin();
  for (let last = performance.now(); !end.painted;) {
    await new Promise((resolve) => {
      port1.addEventListener('message', resolve, { once: true });
      port2.postMessage(undefined);
    });
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOver()) requestAnimationFrame(() => requestAnimationFrame(() => (end.painted = true)));
  }
  port1.close();
  return longest;
};
