import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bombs } from '../../bench/markdown-samples.mjs';
import type { Row } from '../../common/model/index.ts';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';
import { longestTasks, type Piece } from './harness/processor.ts';

/** Nobody waits longer for a key press because of what somebody wrote, milliseconds of processor time ... */
const bar = 50;
/** ... or, where the machine is slow, so many times what it takes to draw that many elements in any page. */
const timesFloor = 5;
/** Elements that one message may become. */
const mostElements = 1300;
/** What shares the processor makes it slower: the best of these counts. */
const rounds = 6;

/** A conversation is opened in which others wrote this. */
const opening = (page: Page, name: string, rows: readonly Row[]): Piece => ({
  name,
  prepare: async () => {
    await page.evaluate((value) => fakeHost.pushSnapshot(value), snapshot());
    await page.evaluate((value) => Object.assign(globalThis, { next: value }), snapshot({ rows }));
    await drawn(page);
  },
  work: async () => {
    await page.evaluate(() => fakeHost.pushSnapshot(Reflect.get(globalThis, 'next')));
    await page.locator('.msg').first().waitFor();
    await drawn(page);
  },
});

const drawing = (page: Page, times: number): Piece => ({
  name: 'floor',
  work: () => page.evaluate((count) => probes.drawMany(count), times * mostElements),
});

/** The longest wait for each, at best, with that of the floor; rounds end once nothing is above the bar. */
const waits = async (page: Page, pieces: readonly Piece[]): Promise<Map<string, number>> => {
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const left = pieces.filter(({ name }) => (best.get(name) ?? Infinity) >= bar);
    if (left.length === 0) break;
    for (const [name, took] of await longestTasks(page, [drawing(page, 1), ...left]))
      best.set(name, Math.min(best.get(name) ?? Infinity, took));
  }
  return best;
};

/** Those that take too long. */
const slowOf = (best: ReadonlyMap<string, number>): readonly string[] => {
  const floor = best.get('floor') ?? 0;
  const most = Math.max(bar, timesFloor * floor);
  const sorted = [...best].filter(([name]) => name !== 'floor').toSorted(([, a], [, b]) => b - a);
  const [worst = '', longest = 0] = sorted[0] ?? [];
  console.log(
    `the longest: ${worst}, ${longest.toFixed(1)} ms of at most ${most.toFixed(1)}; floor ${floor.toFixed(1)}`,
  );
  return sorted.filter(([, took]) => took >= most).map(([name, took]) => `${name}: ${took.toFixed(1)} ms`);
};

describePage('bombs', () => {
  it('hold up the page for less than 50 ms each, and become no more elements than it can bear', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      const elements = new Map<string, number>();
      const pieces = Object.entries(bombs).map(([name, content]) => {
        const piece = opening(page, name, [row(bruno, content, noon)]);
        const work = async (): Promise<void> => {
          await piece.work();
          elements.set(name, await page.locator('.msg-text *').count());
        };
        return { ...piece, work };
      });
      expect(slowOf(await waits(page, pieces))).toEqual([]);
      expect([...elements].filter(([, count]) => count > mostElements)).toEqual([]);
      expect(elements.size).toBe(Object.keys(bombs).length);
    }));

  it('hold it up no longer when there are many at once', () =>
    withChat(snapshot(), { height: 2000 }, async ({ page }) => {
      const costly = Object.entries(bombs).filter(([name]) => /coloured|to the limit/.test(name));
      const screenful = costly.slice(0, 12).map(([, content]) => row(bruno, content, noon));
      expect(slowOf(await waits(page, [opening(page, 'twelve', screenful)]))).toEqual([]);
    }));

  it('would be noticed', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      const idle = () => page.evaluate(() => undefined);
      const many = { ...drawing(page, 10), name: 'many' };
      const took = await longestTasks(page, [drawing(page, 1), many, { name: 'nothing', work: idle }]);
      const floor = took.get('floor') ?? 0;
      expect(took.get('many')).toBeGreaterThan(floor * 5);
      expect(took.get('nothing')).toBeLessThan(floor);
    }));
});
