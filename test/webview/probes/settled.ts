import { allRoots } from './tree.ts';

export const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

let fences = 0;
/** All that the host has said up to now has been heard: messages keep their order. */
export const heard = (): Promise<void> =>
  new Promise((resolve) => {
    const fence = `fence ${++fences}`;
    const hear = (event: MessageEvent): void => {
      if (event.data !== fence) return;
      event.stopImmediatePropagation();
      window.removeEventListener('message', hear, { capture: true });
      resolve();
    };
    window.addEventListener('message', hear, { capture: true });
    window.postMessage(fence, '*');
  });

/**
 * What the host has said is on screen: two frames, and as many more as costly messages take. The last of them is over: in the
 * midst of it, what has grown has not yet been made up for.
 */
export const drawn = async (): Promise<void> => {
  await heard();
  await frame();
  do await frame();
  while (document.querySelector('[aria-busy=true]') !== null);
  await heard();
};

/** All that moves or will, within shadow roots too. */
export const animations = (): readonly Animation[] => allRoots().flatMap((root) => root.getAnimations());

/** What fades in or moves once is where it ends: nothing that is measured then depends on when. What moves for ever goes on. */
export const stand = (): void => {
  for (const animation of animations())
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
};

/** Drawn, and standing. */
export const settled = async (): Promise<void> => {
  await drawn();
  stand();
};
