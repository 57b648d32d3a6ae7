import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import { ana, bruno, carla, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';

const many = (from: number, count: number): Row[] =>
  Array.from({ length: count }, (_, i) =>
    row(i % 3 === 0 ? carla : bruno, `message ${from + i}`, noon + (from + i) * minute),
  );

/** Between two messages that are ten minutes apart. */
const late = (place: number): Row =>
  row(bruno, `late ${place}`, noon + (10 * place + 5) * minute, { viaCatchUp: true });

const distanceToEnd = (page: Page): Promise<number> =>
  page.locator('.log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
const scrollTo = (page: Page, top: number): Promise<void> =>
  page.locator('.log').evaluate((log, y) => log.scrollTo(0, y), top);
const topOf = async (page: Page, text: string): Promise<number> =>
  (await page.getByText(text, { exact: true }).boundingBox())?.y ?? Number.NaN;
const add = (page: Page, rev: number, rows: readonly Row[]): Promise<void> =>
  page.evaluate((delta) => fakeHost.pushDelta(delta), { rev, rows });
describePage('scrolling', () => {
  it('opens at the end and stays there as messages come', () =>
    withChat(snapshot({ rows: many(0, 60) }), {}, async ({ page }) => {
      await drawn(page);
      expect(await distanceToEnd(page)).toBeLessThan(2);
      await add(page, 2, [row(bruno, 'the newest', noon + 100 * minute)]);
      await page.getByText('the newest', { exact: true }).waitFor();
      expect(await distanceToEnd(page)).toBeLessThan(2);
      expect(await page.locator('.jump').count()).toBe(0);
    }));

  it('stays at the end while the composer grows', () =>
    withChat(snapshot({ rows: many(0, 60) }), {}, async ({ page }) => {
      await page.getByRole('textbox').fill('1\n2\n3\n4\n5\n6');
      await drawn(page);
      expect(await distanceToEnd(page)).toBeLessThan(2);
    }));

  it('counts what comes while scrolled up, moves nothing, and jumps to it', () =>
    withChat(snapshot({ rows: many(0, 60) }), {}, async ({ page }) => {
      await drawn(page);
      await scrollTo(page, 500);
      await drawn(page);
      const seen = await page.getByText('message 15', { exact: true }).innerText();
      const before = await page.getByText('message 15', { exact: true }).boundingBox();
      await add(page, 2, [
        row(bruno, 'a', noon + 100 * minute),
        row(carla, 'b', noon + 101 * minute),
        row(ana, 'mine', noon + 102 * minute),
      ]);
      await page.getByRole('button', { name: '2 new' }).waitFor();
      await keepPicture(page, 'pill');
      expect(await page.getByText('message 15', { exact: true }).boundingBox()).toEqual(before);
      expect(await page.getByText('message 15', { exact: true }).innerText()).toBe(seen);
      await page.getByRole('button', { name: '2 new' }).click();
      await drawn(page);
      expect(await distanceToEnd(page)).toBeLessThan(2);
      expect(await page.locator('.jump').count()).toBe(0);
    }));

  it('counts what comes late below what is read, to a place before the end that was seen', () => {
    const hours = Array.from({ length: 80 }, (_, n) => row(bruno, `line ${n}`, noon + 10 * n * minute));
    return withChat(snapshot({ rows: hours }), {}, async ({ page }) => {
      const log = page.locator('.log');
      const button = page.locator('.jump');
      await page.getByText('line 79').waitFor();
      await log.evaluate((one) => one.scrollTo(0, one.scrollHeight / 2));
      await expect.poll(() => button.innerText()).toContain('Jump to latest');
      await page.evaluate((rows) => fakeHost.pushDelta({ rev: 2, rows }), [late(2), late(75)]);
      await expect.poll(() => button.innerText()).toContain('1 new');
      await log.evaluate((one) => one.scrollTo(0, one.scrollHeight));
      await page.getByText('late 75').waitFor();
      await expect.poll(() => button.count()).toBe(0);
    });
  });

  it('loads older messages near the top without moving what is read', () => {
    const rows = many(0, 150);
    const pages = [{ rows: rows.slice(0, 100), hasOlder: false, hasNewer: false }];
    return withChat(snapshot({ rows: rows.slice(100), hasOlder: true }), { pages }, async ({ page, said }) => {
      await drawn(page);
      expect(await said('history')).toEqual([]);
      // in one step, before the page can act on the scrolling
      const before = await page.locator('.log').evaluate((log) => {
        log.scrollTo(0, 1000);
        const read = [...log.querySelectorAll('article')].find((one) => one.textContent.includes('message 130'));
        return read?.querySelector('p')?.getBoundingClientRect().y ?? Number.NaN;
      });
      await expect.poll(() => said('history')).toHaveLength(1);
      await expect.poll(() => page.locator('.older').count()).toBe(0);
      await drawn(page);
      expect(Math.abs((await topOf(page, 'message 130')) - before)).toBeLessThan(2);
      expect(await said('history')).toEqual([{ room: group.room, place: { before: rows[100]?.id } }]);
      await scrollTo(page, 0);
      await page.getByText('message 0', { exact: true }).waitFor();
    });
  });

  it('fills a short page with older messages by itself', () => {
    const rows = many(0, 40);
    const pages = [{ rows: rows.slice(0, 38), hasOlder: false, hasNewer: false }];
    return withChat(snapshot({ rows: rows.slice(38), hasOlder: true }), { pages }, async ({ page }) => {
      await page.getByText('message 20', { exact: true }).waitFor({ state: 'attached' });
      await drawn(page);
      expect(await distanceToEnd(page)).toBeLessThan(2);
    });
  });

  it('tells what has been seen: only at the end, once for each newest message', () =>
    withChat(snapshot({ rows: many(0, 60) }), {}, async ({ page, said }) => {
      await expect.poll(() => said('seen')).toEqual([{ room: group.room }]);
      await scrollTo(page, 0);
      await drawn(page);
      await add(page, 2, [row(bruno, 'below', noon + 100 * minute)]);
      await page.getByRole('button', { name: '1 new' }).waitFor();
      expect(await said('seen')).toHaveLength(1);
      await page.getByRole('button', { name: '1 new' }).click();
      await expect.poll(() => said('seen')).toHaveLength(2);
    }));
});
