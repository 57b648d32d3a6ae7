// U2: a conversation of 100,000 messages on the real page, with a host in the page that holds them all: how long until the newest is
// painted, how evenly it scrolls, how long a jump takes, and what one message costs while 10,000 are held. Beside an empty page
// in the same browser. `npm run bench -- scroll`
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { launchBrowser } from '../scripts/host/workbench.mjs';
import { frames, opened, quantile, scrolled } from './support/pages.mjs';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const entry = `
import './test/webview/harness/fake-host.ts';
import { row, snapshot, group, ana, bruno, carla } from './test/support/view-samples.ts';
import { ordinary } from './bench/markdown-samples.mjs';

const people = [ana, bruno, carla, bruno];
const start = Date.now() - 100_000 * 60_000;
const whole = Array.from({ length: 100_000 }, (_, n) =>
  row(people[n % 4], n % 5 === 0 ? ordinary[n % ordinary.length] : 'Message ' + n + ', and a few words more.', start + n * 60_000),
);
fakeHost.whole = whole;
fakeHost.snapshot = snapshot({ rows: [] });

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const turn = () => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
/** From here until what it does has been painted, milliseconds; the wait for a frame is left out by beginning with one. */
const painted = async (run, isThere) => {
  await frame(); await frame();
  const from = performance.now();
  await run();
  while (!isThere()) await turn();
  const drawn = performance.now();
  document.querySelector('.log, .floor').getBoundingClientRect(); // what is left of style and layout
  const laidOut = performance.now();
  await frame(); await turn();
  return { own: laidOut - from, painted: performance.now() - from };
};
const rooms = ['5', '6'].map((digit) => ({ ...group, room: digit.repeat(64) }));
let rev = 1, opened = 0;
const has = (text) => () => document.querySelector('.log')?.textContent.includes(text);
const held = (count) => snapshot({ rev: ++rev, header: rooms[++opened % 2], rows: whole.slice(-count), hasOlder: true });
const room = () => document.querySelector('h2')?.textContent;

/** Scrolls for some frames and says how long each took. */
const scroll = async (element, by, frames) => {
  const took = [];
  let last = await frame();
  for (let n = 0; n < frames; n++) {
    element().scrollBy(0, by);
    const now = await frame();
    took.push(now - last);
    last = now;
  }
  return took;
};

globalThis.bench = {
  open: () => {
    const next = held(200);
    const key = next.rows.at(-1).id;
    return painted(() => fakeHost.pushSnapshot({ ...next, header: { ...next.header, name: 'room ' + opened } }),
      () => room() === 'room ' + opened && document.querySelector('[data-key="' + key + '"]') !== null);
  },
  jump: (n) => painted(() => fakeHost.reveal(whole[n].id), () => document.querySelector('[data-key="' + whole[n].id + '"]') !== null),
  hold: () => { fakeHost.pushSnapshot(held(10_000)); return frame().then(frame); },
  arrive: (n) => {
    const one = row(bruno, 'Arrived ' + n, Date.now() + n);
    return painted(() => fakeHost.pushDelta({ rev: ++rev, rows: [one] }), () => document.querySelector('[data-key="' + one.id + '"]') !== null);
  },
  scroll: (by, frames) => scroll(() => document.querySelector('.log'), by, frames),
  rows: () => document.querySelectorAll('.row').length,
};
globalThis.floor = {
  open: (n) => painted(() => { document.querySelector('.floor').firstChild.textContent = 'text ' + n; }, () => true),
  scroll: (by, frames) => scroll(() => document.querySelector('.floor'), by, frames),
};`;

/** @param {string} contents */
const bundled = async (contents) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: new URL('..', import.meta.url).pathname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome140',
  });
  return outputFiles[0]?.text ?? '';
};
/** @param {string} name @param {string} ours @param {string} floor */
const line = (name, ours, floor) => console.log(`${name.padEnd(52)} ${ours.padStart(22)} ${floor.padStart(22)}`);
/** @param {readonly {own: number, painted: number}[]} all */
const times = (all) =>
  `${quantile(
    all.map(({ own }) => own),
    0.5,
  ).toFixed(1)} / ${quantile(
    all.map(({ painted }) => painted),
    0.5,
  ).toFixed(1)} ms`;

const browser = await launchBrowser();
try {
  const host = await bundled(entry);
  const page = await opened(browser, '<div id="root"></div>');
  await page.addStyleTag({ content: await readFile('dist/webview/main.css', 'utf8') });
  await page.addStyleTag({ content: 'html, body { height: 100%; margin: 0 } #root { height: 100% }' });
  await page.addScriptTag({ content: host });
  await page.addScriptTag({ content: await readFile('dist/webview/main.js', 'utf8') });
  await page.locator('.chat').waitFor();
  const empty = await opened(
    browser,
    '<div class="floor" style="height: 800px; overflow: auto"><p>text</p><div style="height: 1000000px"></div></div>',
  );
  await empty.addScriptTag({ content: host });

  /** @type {Record<string, any[]>} */
  const all = { open: [], floorOpen: [], jump: [], arrive: [], slow: [], fast: [], floorSlow: [] };
  let rows = 0;
  for (let round = 0; round <= rounds; round++) {
    const took = {
      open: await page.evaluate('bench.open()'),
      slow: await scrolled(page, 'bench.scroll(-60, 180)'),
      fast: await scrolled(page, 'bench.scroll(-700, 180)'),
      jump: await page.evaluate(`bench.jump(${((round * 17_389) % 90_000) + 1000})`),
      floorOpen: await empty.evaluate(`floor.open(${round})`),
      floorSlow: await scrolled(empty, 'floor.scroll(60, 180)'),
    };
    rows = await page.evaluate('bench.rows()');
    await page.evaluate('bench.hold()');
    const arrive = await page.evaluate(`bench.arrive(${round})`);
    // the first round warms up
    if (round > 0) for (const [name, value] of Object.entries({ ...took, arrive })) all[name]?.push(value);
  }
  const { open = [], floorOpen = [], jump = [], arrive = [], slow = [], fast = [], floorSlow = [] } = all;
  line('', 'the page', 'an empty page');
  line('open, newest of 100,000: own time / painted', times(open), times(floorOpen));
  line('jump to an old one: own time / painted', times(jump), '');
  line('one arrives among 10,000 held: own time / painted', times(arrive), '');
  line('frames, 60 px each: median / p95 / worst, processor ms', frames(slow), frames(floorSlow));
  line('frames, 700 px each: the same', frames(fast), '');
  console.log(`${rows} lines in the document`);
} finally {
  await browser.close();
}
