import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bruno, carla, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';

const hers = row(carla, 'two **words**', noon + minute);
const rows = [row(bruno, 'one', noon), hers];
const message = (page: Page, text: string) => page.locator('article').filter({ hasText: text });
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent.trim() || (document.activeElement?.ariaLabel ?? ''));

describePage('quick reactions', () => {
  it('react at one click with what people answer with most, where there is room', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await message(page, 'two').hover();
      await message(page, 'two').getByRole('button', { name: 'React with 🎉' }).click();
      await expect.poll(() => said('react')).toEqual([{ entry: hers.id, emoji: '🎉', on: true }]);
      await message(page, 'two').getByRole('button', { name: 'Remove 🎉' }).click();
      await expect.poll(() => said('react')).toHaveLength(2);
      expect(await said('usedEmoji')).toEqual([{ emoji: '🎉' }]);
    }));

  it('are walked the same where there is no room for quick reactions', () =>
    withChat(snapshot({ rows }), { width: 240, kind: 'view' }, async ({ page }) => {
      await message(page, 'two').focus();
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe('Reply');
      await page.keyboard.press('ArrowLeft');
      expect(await focused(page)).toBe('More…');
      await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe('Reply');
    }));
});
