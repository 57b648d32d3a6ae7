import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bombs } from '../../bench/markdown-samples.mjs';
import type { Row } from '../../common/model/index.ts';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';
import { longestTasks, type Piece } from './harness/processor.ts';

/** Nobody waits longer for a key press because of what somebody wrote, milliseconds of processor time ... */
const bar = 50;
/** ... or, where the machine is slow, so many times what it takes to draw that many elements in any page: of what would be noticed it is over ten. */
const timesFloor = 7;
/** Elements that one message may become. */
const mostElements = 1300;
/** What shares the processor makes it slower: the best of these counts. */
const mostRounds = 12;

/** A conversation is opened in which others wrote this: never the same rows again, which the page would have kept drawn. */
const opening = (page: Page, name: string, rows: () => readonly Row[]): Piece => ({
  name,
  prepare: async () => {
    await page.evaluate((value) => fakeHost.pushSnapshot(value), snapshot());
    await page.evaluate((value) => Object.assign(globalThis, { next: value }), snapshot({ rows: rows() }));
    await drawn(page);
  },
  work: async () => {
    await page.evaluate(() => fakeHost.pushSnapshot(Reflect.get(globalThis, 'next')));
    await page.locator('.msg').first().waitFor();
    await drawn(page);
  },
});

const drawing = (page: Page, name: string, times = 1): Piece => ({
  name,
  work: () => page.evaluate((count) => probes.drawMany(count), times * mostElements),
});

interface Waits {
  /** At best, for each piece. */
  readonly best: ReadonlyMap<string, number>;
  readonly floor: number;
}

/** How long each makes a key press wait; rounds end once nothing is above the bar. */
const waits = async (page: Page, pieces: readonly Piece[], rounds = mostRounds): Promise<Waits> => {
  const best = new Map<string, number>();
  const floors = ['floor 1', 'floor 2', 'floor 3'].map((name) => drawing(page, name));
  for (let round = 0; round < rounds; round++) {
    const left = pieces.filter(({ name }) => (best.get(name) ?? Infinity) >= bar);
    if (left.length === 0) break;
    for (const [name, took] of await longestTasks(page, [...floors, ...left]))
      best.set(name, Math.min(best.get(name) ?? Infinity, took));
  }
  const floor = Math.min(...floors.map(({ name }) => best.get(name) ?? Infinity));
  for (const { name } of floors) best.delete(name);
  return { best, floor };
};

/** Those that take too long. */
const slowOf = ({ best, floor }: Waits): readonly string[] => {
  const most = Math.max(bar, timesFloor * floor);
  const sorted = [...best].toSorted(([, a], [, b]) => b - a);
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
        const piece = opening(page, name, () => [row(bruno, content, noon)]);
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
      const costly = Object.entries(bombs).filter(([name]) => /colored|to the limit/.test(name));
      const screenful = () => costly.slice(0, 12).map(([, content]) => row(bruno, content, noon));
      expect(slowOf(await waits(page, [opening(page, 'twelve', screenful)]))).toEqual([]);
    }));

  it('would be noticed', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      const nothing: Piece = { name: 'nothing', work: () => page.evaluate(() => undefined) };
      const { best, floor } = await waits(page, [drawing(page, 'many', 10), nothing], 3);
      expect(slowOf({ best, floor })).toEqual([expect.stringContaining('many')]);
      expect(best.get('nothing')).toBeLessThan(floor);
    }));
});
