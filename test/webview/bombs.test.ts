import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bombs } from '../../bench/markdown-samples.mjs';
import type { Row } from '../../common/model/index.ts';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

/** Nobody waits longer for a key press because of what somebody wrote, milliseconds. */
const bar = 50;
/** A busy machine only adds: the best of these counts. */
const tries = 8;
/** Elements that one message may become. */
const mostElements = 1300;

const blockOf = async (page: Page, rows: () => readonly Row[]): Promise<number> => {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries && best >= bar; n++) {
    await page.evaluate((value) => fakeHost.pushSnapshot(value), snapshot());
    await drawn(page);
    const took = await page.evaluate(
      (value) =>
        probes.longestBlock(
          () => fakeHost.pushSnapshot(value),
          () => document.querySelector('.msg') !== null && document.querySelector('[aria-busy=true]') === null,
        ),
      snapshot({ rows: rows() }),
    );
    best = Math.min(best, took);
  }
  return best;
};

describePage('bombs', () => {
  it(
    'hold up the page for less than 50 ms each',
    () =>
      withChat(snapshot(), {}, async ({ page }) => {
        const slow: string[] = [];
        let worst = '';
        let longest = 0;
        for (const [name, content] of Object.entries(bombs)) {
          const took = await blockOf(page, () => [row(bruno, content, noon)]);
          if (took >= bar) slow.push(`${name}: ${Math.round(took)} ms`);
          if (took > longest) [worst, longest] = [name, took];
          const elements = await page.locator('.msg-text *').count();
          if (elements > mostElements) slow.push(`${name}: ${elements} elements`);
        }
        console.log(`the longest: ${worst}, ${Math.round(longest)} ms`);
        expect(slow).toEqual([]);
      }),
    120_000,
  );

  it(
    'hold it up no longer when there are many at once',
    () =>
      withChat(snapshot(), { height: 2000 }, async ({ page }) => {
        const costly = Object.entries(bombs).filter(([name]) => /coloured|to the limit/.test(name));
        const screenful = (): readonly Row[] => costly.slice(0, 12).map(([, content]) => row(bruno, content, noon));
        const took = await blockOf(page, screenful);
        console.log(`twelve at once: ${Math.round(took)} ms`);
        expect(took).toBeLessThan(bar);
      }),
    120_000,
  );

  it('would be noticed', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      const took = await page.evaluate(() =>
        probes.longestBlock(
          () =>
            setTimeout(() => {
              for (const end = performance.now() + 80; performance.now() < end;);
            }),
          () => true,
        ),
      );
      expect(took).toBeGreaterThanOrEqual(80);
    }));
});
