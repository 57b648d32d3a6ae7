// The list of the page beside @tanstack/virtual-core, both with the same lines drawn by lit: what a frame of scrolling costs, and how
// far, and for how many frames, what is read moves when something else changes. `npm run bench -- list`
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const names = /** @type {const} */ (['ours', 'virtual-core']);
const moves = {
  'scrolling up, 60 px a frame, through lines never drawn': 'upwards',
  '200 older ones come': 'prepend',
  '200 older ones come to somebody who scrolls up': 'prependWhileScrolling',
  '200 older ones come at the top, the first loses its head': 'atTop',
  'a line above grows by itself': 'growth',
  'one comes late, above': 'late',
  'the page becomes narrower': 'narrower',
  'three arrive below': 'arrivalAbove',
  'one arrives, at the end': 'arrivalAtEnd',
};

const { outputFiles } = await build({
  entryPoints: [new URL('lists/main.ts', import.meta.url).pathname],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  target: 'chrome140',
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});

/** @param {string} name */
const opened = async (name) => {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  await page.route('http://bench.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><body class="vscode-dark"><main class="chat" data-density="comfortable">
        <div class="log-wrap" id="list"></div></main></body></html>`,
    }),
  );
  await page.goto(`http://bench.test/#${name}`);
  await page.addStyleTag({ content: await readFile('dist/webview/main.css', 'utf8') });
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, session };
};
/** @param {Awaited<ReturnType<typeof opened>>} one */
const spent = async ({ session }) => {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
};
/** Frames, and what each cost the thread of the page in milliseconds of processor. @param {Awaited<ReturnType<typeof opened>>} one @param {number} by */
const scrolled = async (one, by) => {
  await one.page.evaluate('trials.open(10_000)');
  const before = await spent(one);
  /** @type {number[]} */
  const took = await one.page.evaluate(`trials.scroll(${by}, 180)`);
  const after = await spent(one);
  const of = (/** @type {string} */ name) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / took.length;
  return { took, task: of('TaskDuration'), script: of('ScriptDuration'), layout: of('LayoutDuration') };
};
/** @param {readonly number[]} values @param {number} part */
const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;
/** @param {readonly Awaited<ReturnType<typeof scrolled>>[]} all */
const frames = (all) => {
  const took = all.flatMap((one) => one.took);
  const task = quantile(
    all.map((one) => one.task),
    0.5,
  );
  return `${quantile(took, 0.5).toFixed(1)} / ${quantile(took, 0.95).toFixed(1)} / ${Math.max(...took).toFixed(0)}, ${task.toFixed(1)}`;
};
/** @param {readonly {frames: number, most: number, left: number}[]} all */
const drift = (all) => {
  const worst = (/** @type {'frames' | 'most' | 'left'} */ name) => Math.max(...all.map((one) => one[name]));
  return `${worst('most').toFixed(1)} px, ${worst('frames')}, ${worst('left').toFixed(1)} px`;
};
/** @param {string} name @param {readonly string[]} cells */
const line = (name, cells) => console.log(`${name.padEnd(56)} ${cells.map((cell) => cell.padStart(26)).join(' ')}`);

try {
  const pages = new Map();
  for (const name of names) pages.set(name, await opened(name));
  /** @type {Record<string, Record<string, any[]>>} */
  const all = {};
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const one = pages.get(name);
      const took = { slow: await scrolled(one, -60), fast: await scrolled(one, -700) };
      for (const [what, move] of Object.entries(moves))
        Object.assign(took, { [what]: await one.page.evaluate(`trials.${move}()`) });
      // the first round warms up
      if (round > 0) for (const [what, value] of Object.entries(took)) ((all[what] ??= {})[name] ??= []).push(value);
    }
  line('', names);
  line(
    'frames, 60 px each: median / p95 / worst, processor ms',
    names.map((name) => frames(all['slow']?.[name] ?? [])),
  );
  line(
    'frames, 700 px each: the same',
    names.map((name) => frames(all['fast']?.[name] ?? [])),
  );
  console.log('what is read moves by at most, in so many frames, and stays off by (the worst of all rounds):');
  for (const what of Object.keys(moves))
    line(
      what,
      names.map((name) => drift(all[what]?.[name] ?? [])),
    );
} finally {
  await browser.close();
}
