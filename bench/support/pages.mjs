// Pages in a browser, for the benchmarks of the chat page.
/**
 * A page at an address of its own, so that it may keep what is being written.
 * @param {import('playwright-core').Browser} browser @param {string} body @param {string} hash
 */
export const opened = async (browser, body, hash = '') => {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  await page.route('http://bench.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><body class="vscode-dark" data-kind="panel">${body}</body></html>`,
    }),
  );
  await page.goto(`http://bench.test/${hash}`);
  return page;
};

/**
 * Scrolls, and says how long each frame took, and how much processor each cost the thread of the page, both in milliseconds.
 * @param {import('playwright-core').Page} page @param {string} script
 * @returns {Promise<{took: number[], processor: number}>}
 */
export const scrolled = async (page, script) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await spent();
  /** @type {number[]} */
  const took = await page.evaluate(script);
  const after = await spent();
  await session.detach();
  return { took, processor: (after - before) / took.length };
};

/** @param {readonly number[]} values @param {number} part */
export const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;

/** Median, 95th percentile and worst of the frames, and the median of what one cost. @param {readonly {took: number[], processor: number}[]} all */
export const frames = (all) => {
  const took = all.flatMap((one) => one.took);
  const cost = quantile(
    all.map((one) => one.processor),
    0.5,
  );
  return `${quantile(took, 0.5).toFixed(1)} / ${quantile(took, 0.95).toFixed(1)} / ${Math.max(...took).toFixed(0)}, ${cost.toFixed(1)}`;
};
