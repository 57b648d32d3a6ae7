import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { describePage, type Chat, type PageOptions } from './harness/browser.ts';
import { completing, helped, menuOpen, picking, roomMenuOpen } from './harness/arrange.ts';
import { scenes, withScene, type Scene } from './harness/scenes.ts';
import { states } from './harness/states.ts';

const side = (width: number): PageOptions => ({ kind: 'view', width });

/** Words that do not find room, of all that is there. */
const cut = (words: Locator): Promise<readonly string[]> =>
  words.evaluateAll((all) =>
    all
      .filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent.trim()),
  );

const box = async (one: Locator): Promise<{ x: number; y: number; width: number; height: number }> =>
  (await one.boundingBox()) ?? { x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };

const inBoth = async (scene: Scene, use: (chat: Chat) => Promise<void>): Promise<void> => {
  await withScene(scene, 'en', use);
  await withScene(scene, 'pt', use);
};

describePage('a page as narrow as a side bar', () => {
  it.each([menuOpen, roomMenuOpen])('says all of what the items of a menu do', (arrange) =>
    inBoth({ snapshot: states.calls, options: side(170), arrange }, async ({ page }) => {
      expect(await page.locator('[role=menuitem]').count()).toBeGreaterThan(5);
      expect(await cut(page.locator('[role=menuitem] .cut'))).toEqual([]);
    }),
  );

  it('offers people by all of their name', () =>
    withScene({ snapshot: states.calls, options: side(170), arrange: completing('@B') }, 'en', async ({ page }) => {
      const [first] = await page.locator('[role=option]').allInnerTexts();
      expect(first).toContain('Bruno Sato');
      expect(await cut(page.locator('[role=option] > .cut:not(.d)'))).toEqual([]);
    }));

  it('has the way to the newest message between its edges', () =>
    inBoth(scenes['in the past, 170 wide'], async ({ page }) => {
      const { x, width } = await box(page.locator('.jump'));
      expect(x).toBeGreaterThanOrEqual(4);
      expect(x + width).toBeLessThanOrEqual(166);
    }));

  it('lets actions of an empty room take two lines', () =>
    inBoth(scenes['empty room, tracker of this computer, 170 wide'], async ({ page }) => {
      for (const act of await page.locator('.invite .act').all()) {
        const { x, width } = await box(act);
        expect(x + width).toBeLessThanOrEqual(170 - 8);
      }
    }));

  it('draws faces over a ground of their own where they stand over words', () =>
    withScene({ ...scenes['read by many, 240 wide'], options: side(170) }, 'en', async ({ page }) => {
      const quiet = page.locator('.state.is-quiet');
      const ground = await quiet.evaluate((one) => getComputedStyle(one).backgroundColor);
      expect(ground).toMatch(/^rgb\(/);
    }));
});

describePage('what stands in lines', () => {
  it('has the keys of one row of the help on one line, where there is room', () =>
    withScene({ snapshot: states.calls, arrange: helped }, 'en', async ({ page }) => {
      const heights = await page.locator('.help dt').evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
      expect(heights.length).toBeGreaterThan(12);
      expect(Math.max(...heights)).toBeLessThan(30);
    }));

  it('has the sign of what failed beside the first of its lines', () =>
    withScene(scenes['failed messages, 170 wide'], 'en', async ({ page }) => {
      const why = page.locator('.failed .why').nth(1);
      const [sign, words] = [await box(why.locator('.codicon')), await box(why)];
      expect(words.height).toBeGreaterThan(2 * sign.height);
      expect(sign.y + sign.height).toBeLessThan(words.y + words.height / 2);
    }));

  it('says that no emoji was found where the first would be', () =>
    withScene({ snapshot: states.amended, options: side(240), arrange: picking('qqq') }, 'en', async ({ page }) => {
      const [grid, words] = [await box(page.locator('.picker-grid')), await box(page.locator('.picker > p'))];
      expect(words.y).toBeGreaterThanOrEqual(grid.y);
      expect(words.y + words.height).toBeLessThan(grid.y + grid.height / 2);
    }));

  it('has the groups of emoji in lines of the same length', () =>
    withScene({ snapshot: states.amended, options: side(240), arrange: picking('') }, 'en', async ({ page }) => {
      const tops = await page
        .locator('.picker-groups button')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      const lines = Map.groupBy(tops, (top) => top);
      expect(new Set([...lines.values()].map((line) => line.length)).size).toBe(1);
    }));
});
