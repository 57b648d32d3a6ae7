import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, toComposer, withChat } from './harness/browser.ts';

const isStill = (page: Page): Promise<boolean> =>
  page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches);

describePage('a tab', () => {
  const rows = [row(bruno, 'one', noon)];

  it('that is used again is as new', async () => {
    let used: Page | undefined;
    await withChat(snapshot({ rows }), { sending: 'hold', reducedMotion: 'reduce' }, async ({ page }) => {
      used = page;
      expect(await isStill(page)).toBe(true);
      page.on('request', () => expect.fail('somebody still listens'));
      await toComposer(page);
      await page.keyboard.type('half a sen');
      await page.evaluate(() => window.open('about:blank'));
      await page.locator('article').hover();
    });
    await withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      expect(page).toBe(used);
      await drawn(page);
      expect(await page.getByRole('textbox').inputValue()).toBe('');
      expect(await page.locator(':hover').count()).toBe(0);
      expect(await isStill(page)).toBe(false);
      expect(await page.evaluate(() => fakeHost.sending)).toBe('ok');
      expect(page.context().pages()).toEqual([page]);
      expect(await said('ready')).toHaveLength(1);
    });
  });

  it('is not used again after a test that failed', async () => {
    let used: Page | undefined;
    const failing = withChat(snapshot({ rows }), {}, async ({ page }) => {
      used = page;
      await page.evaluate(() => console.error('out of order'));
    });
    await expect(failing).rejects.toThrow('the page complained: out of order');
    await withChat(snapshot({ rows }), {}, async ({ page }) => expect(page).not.toBe(used));
  });
});
