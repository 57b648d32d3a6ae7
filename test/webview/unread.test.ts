import { expect, it } from 'vitest';
import { bruno, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';
import { talk, focusedText, distanceToEnd, isInSight, push } from './harness/long-talk.ts';

describePage('what is unread', () => {
  const rows = talk(150);
  const unread = (n: number) => ({ order: rows[n]?.order ?? '', at: rows[n]?.at ?? 0 });

  it('begins at a line; one that fits on the screen leaves the end in sight', () =>
    withChat(snapshot({ rows, newSince: unread(145) }), {}, async ({ page, said }) => {
      await page.getByRole('separator', { name: /^New since/ }).waitFor();
      expect(await distanceToEnd(page)).toBeLessThan(2);
      await expect.poll(() => said('seen')).toHaveLength(1);
    }));

  it('of more than a screen is opened at its beginning, and is not seen before one has been at the end', () =>
    withChat(snapshot({ rows, newSince: unread(60) }), {}, async ({ page, said }) => {
      await drawn(page);
      const line = page.getByRole('separator', { name: /^New since/ });
      expect((await line.boundingBox())?.y).toBeLessThan(200);
      expect(await isInSight(page, 60)).toBe(true);
      expect(await said('seen')).toEqual([]);
      await page.getByRole('button', { name: '90 new' }).click();
      await expect.poll(() => distanceToEnd(page)).toBeLessThan(2);
      await expect.poll(() => said('seen')).toHaveLength(1);
    }));

  it('does not move while one reads and writes', () =>
    withChat(snapshot({ rows, newSince: unread(145) }), {}, async ({ page }) => {
      await page.locator('.new').waitFor();
      const after = (): Promise<string | null> => page.locator('.row:has(> .new) + .row .msg-text').textContent();
      expect(await after()).toBe('message 145');
      await push(page, 2, [row(bruno, 'and more', noon + minute)]);
      await page.locator('.msg').getByText('and more').waitFor();
      expect(await after()).toBe('message 145');
      expect(await page.locator('.new').count()).toBe(1);
    }));

  it('one goes to where the unread part begins, far above what was loaded, or does not', () => {
    const whole = talk(2000);
    const first = whole[500];
    if (first === undefined) throw new Error('no rows');
    const newSince = { order: first.order, at: first.at };
    const start = snapshot({ rows: whole.slice(-200), hasOlder: true, newSince });
    return withChat(start, { whole }, async ({ page, show }) => {
      await page.getByRole('button', { name: 'First unread' }).click();
      await expect.poll(() => focusedText(page)).toBe('message 500');
      expect(await page.locator('.new').count()).toBe(1);
      const top = await page.locator('.new').evaluate((line) => line.getBoundingClientRect().top);
      expect(top).toBeGreaterThan(0);
      expect(top).toBeLessThan(200);
      expect(await page.locator('.to-unread').count()).toBe(0);
      await show({ ...start, rev: 2, header: { ...group, room: '7'.repeat(64) } });
      await page.locator('.to-unread').getByRole('button', { name: 'Dismiss' }).click();
      expect(await page.locator('.to-unread').count()).toBe(0);
      expect(await distanceToEnd(page)).toBeLessThan(2);
    });
  });
});
