const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Two turns of drawing, and as many more as costly messages take. */
export const settled = async (): Promise<void> => {
  await frame();
  do await frame();
  while (document.querySelector('[aria-busy=true]') !== null);
};
