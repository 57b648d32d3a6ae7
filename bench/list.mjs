// The list of the page beside @tanstack/virtual-core, both with the same lines drawn by lit: what a frame of scrolling costs, and how
// far, and for how many frames, what is read moves when something else changes. `npm run bench -- list`
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { launchBrowser } from '../scripts/host/workbench.mjs';
import { frames, opened, scrolled } from './support/pages.mjs';

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
const body = '<main class="chat" data-density="comfortable"><div class="log-wrap" id="list"></div></main>';
const browser = await launchBrowser();

/** @param {readonly {frames: number, most: number, left: number}[]} all */
const drift = (all) => {
  const worst = (/** @type {'frames' | 'most' | 'left'} */ name) => Math.max(...all.map((one) => one[name]));
  return `${worst('most').toFixed(1)} px, ${worst('frames')}, ${worst('left').toFixed(1)} px`;
};
/** @param {string} name @param {readonly string[]} cells */
const line = (name, cells) => console.log(`${name.padEnd(56)} ${cells.map((cell) => cell.padStart(26)).join(' ')}`);

try {
  const pages = new Map();
  for (const name of names) {
    const page = await opened(browser, body, `#${name}`);
    await page.addStyleTag({ content: await readFile('dist/webview/main.css', 'utf8') });
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    pages.set(name, page);
  }
  /** @type {Record<string, Record<string, any[]>>} */
  const all = {};
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const page = pages.get(name);
      await page.evaluate('trials.open(10_000)');
      const slow = await scrolled(page, 'trials.scroll(-60, 180)');
      const took = { slow, fast: await scrolled(page, 'trials.scroll(-700, 180)') };
      for (const [what, move] of Object.entries(moves))
        Object.assign(took, { [what]: await page.evaluate(`trials.${move}()`) });
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
