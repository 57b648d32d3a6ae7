// What it costs to draw messages: the median of ordinary ones and the worst of hostile ones, in a real Chromium, beside
// marked alone in the same run, so that the ratio means the same on every machine. `npm run bench -- markdown`
import { build } from 'esbuild';
import { launchBrowser } from '../scripts/host/workbench.mjs';

const entry = `
import { Marked } from 'marked';
import { render } from 'lit';
import { renderContent } from './webview/markup/content.ts';
import { ordinary, bombs } from './bench/markdown-samples.mjs';

const alone = new Marked({ gfm: true, breaks: true });
const actions = { copy() {}, insertCode() {}, openLink() {}, resized() {} };
let keys = 0;
const draw = (content) => {
  const box = document.createElement('div');
  render(renderContent(content, { key: String(keys++), current: false, canInsert: true, actions }), box);
};
const timed = (run, content) => {
  const start = performance.now();
  try { run(content); } catch { /* a parser that gives up has taken its time too */ }
  return performance.now() - start;
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
// the clock of a page is coarse: many at a time
const medianOf = async (run, content) => {
  const many = () => { for (let n = 0; n < 20; n++) run(content); };
  return median(await inTurns(Array.from({ length: 9 }, () => many), content)) / 20;
};
// the page draws costly messages one in a turn of the event loop
const inTurns = async (runs, content) => {
  const took = [];
  for (const run of runs) {
    await new Promise((resolve) => setTimeout(resolve));
    took.push(timed(run, content));
  }
  return took;
};
const each = async (contents, measure) => {
  const all = [];
  for (const content of contents) all.push(await measure(content));
  return all;
};

const markedAlone = (content) => alone.parse(content);

globalThis.bench = async () => {
  for (let round = 0; round < 20; round++) for (const content of ordinary) await inTurns([draw, markedAlone], content);
  return {
    ours: median(await each(ordinary, (content) => medianOf(draw, content))),
    marked: median(await each(ordinary, (content) => medianOf(markedAlone, content))),
    bombs: await each(Object.entries(bombs), async ([name, content]) => ({
      name,
      ours: median(await inTurns([draw, draw, draw], content)),
      marked: timed(markedAlone, content.slice(0, 8192)),
    })),
  };
};`;

const { outputFiles } = await build({
  stdin: { contents: entry, resolveDir: new URL('..', import.meta.url).pathname, loader: 'ts' },
  bundle: true,
  write: false,
  format: 'iife',
  minify: true,
  target: 'chrome140',
  mainFields: ['module', 'main'],
  conditions: ['import'],
});
const line = (/** @type {string} */ name, /** @type {number} */ a, /** @type {number} */ b) =>
  console.log(
    `${name.padEnd(28)} ${a.toFixed(3).padStart(8)} ms ${b.toFixed(3).padStart(9)} ms ${(b < 0.1 && a >= 1 ? '-' : (a / Math.max(b, 0.001)).toFixed(1)).padStart(7)}`,
  );

const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  /** @type {{ours: number, marked: number, bombs: {name: string, ours: number, marked: number}[]}} */
  const { ours, marked, bombs } = await page.evaluate('bench()');
  console.log(`${' '.repeat(28)} ${'drawn'.padStart(11)} ${'marked'.padStart(12)}   ratio`);
  line('median message', ours, marked);
  for (const bomb of bombs.toSorted((a, b) => b.ours - a.ours)) line(bomb.name, bomb.ours, bomb.marked);
} finally {
  await browser.close();
}
