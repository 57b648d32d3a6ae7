import { expect, it } from 'vitest';
import { bruno, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

describePage('what has been read', () => {
  const sees = { room: group.room };
  const news = row(bruno, 'news', noon + 100 * minute);

  it('has seen what comes while the window has the focus, though the page has not', () =>
    withChat(snapshot({ rows: [row(bruno, 'hello', noon)] }), {}, async ({ page, said }) => {
      await expect.poll(() => said('seen')).toEqual([sees]);
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      await page.evaluate((one) => fakeHost.pushDelta({ rev: 2, rows: [one] }), news);
      await expect.poll(() => said('seen')).toEqual([sees, sees]);
    }));

  it('has not seen what comes while nobody is at the window, and has when somebody is back', () =>
    withChat(snapshot({ rows: [row(bruno, 'hello', noon)] }), {}, async ({ page, said }) => {
      await expect.poll(() => said('seen')).toEqual([sees]);
      await page.evaluate((one) => {
        fakeHost.windowFocus(false);
        fakeHost.pushDelta({ rev: 2, rows: [one] });
      }, news);
      await page.locator('article', { hasText: 'news' }).waitFor();
      await drawn(page);
      expect(await said('seen')).toHaveLength(1);
      await page.evaluate(() => fakeHost.windowFocus(true));
      await expect.poll(() => said('seen')).toEqual([sees, sees]);
    }));

  const two = [row(bruno, 'at noon', noon), row(bruno, 'ten later', noon + 10 * minute)];

  it('has seen what comes late, to a place in the middle that is on screen', () =>
    withChat(snapshot({ rows: two }), {}, async ({ page, said }) => {
      await expect.poll(() => said('seen')).toEqual([sees]);
      const late = row(bruno, 'late', noon + 5 * minute, { viaCatchUp: true });
      await page.evaluate((one) => fakeHost.pushDelta({ rev: 2, rows: [one] }), late);
      await expect.poll(() => said('seen')).toEqual([sees, sees]);
      // a new version of it is no news
      await page.evaluate((one) => fakeHost.pushDelta({ rev: 3, rows: [{ ...one, edited: 1 }] }), late);
      await drawn(page);
      expect(await said('seen')).toHaveLength(2);
    }));

  it('has seen what came late while nobody was at the window, once somebody is back', () =>
    withChat(snapshot({ rows: two }), {}, async ({ page, said }) => {
      await expect.poll(() => said('seen')).toEqual([sees]);
      await page.evaluate(
        (one) => {
          fakeHost.windowFocus(false);
          fakeHost.pushDelta({ rev: 2, rows: [one] });
        },
        row(bruno, 'late', noon + 5 * minute, { viaCatchUp: true }),
      );
      await page.locator('article', { hasText: 'late' }).last().waitFor();
      await drawn(page);
      expect(await said('seen')).toHaveLength(1);
      await page.evaluate(() => fakeHost.windowFocus(true));
      await expect.poll(() => said('seen').then(({ length }) => length)).toBeGreaterThan(1);
    }));

  it('has not seen what came late above what is on screen, and has once it is scrolled to', () => {
    const many = Array.from({ length: 80 }, (_, n) => row(bruno, `line ${n}`, noon + 10 * minute + n * 1000));
    const late = row(bruno, 'late', noon + 10 * minute + 5500, { viaCatchUp: true });
    return withChat(snapshot({ rows: many }), {}, async ({ page, said }) => {
      await expect.poll(() => said('seen')).toEqual([sees]);
      await page.evaluate((one) => fakeHost.pushDelta({ rev: 2, rows: [one] }), late);
      await drawn(page);
      await drawn(page);
      expect(await said('seen')).toEqual([sees]);
      await page.locator('.log').evaluate((log) => log.scrollTo(0, 0));
      await expect.poll(() => said('seen')).toEqual([sees, sees]);
    });
  });
});
