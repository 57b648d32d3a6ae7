import { expect, it } from 'vitest';
import { bruno, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

describePage('attention', () => {
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
        fakeHost.attention(false);
        fakeHost.pushDelta({ rev: 2, rows: [one] });
      }, news);
      await page.locator('article', { hasText: 'news' }).waitFor();
      await drawn(page);
      expect(await said('seen')).toHaveLength(1);
      await page.evaluate(() => fakeHost.attention(true));
      await expect.poll(() => said('seen')).toEqual([sees, sees]);
    }));
});
