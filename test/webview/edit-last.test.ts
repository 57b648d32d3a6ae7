import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';

const rows = [row(bruno, 'theirs', noon), row(ana, 'the last', noon + minute)];
const field = (page: Page) => page.getByRole('textbox', { name: 'Message #link-layer' });

describePage('arrow up, to edit my last message', () => {
  it('of what is still on its way begins once it is there, not with the message before it', () =>
    withChat(snapshot({ rows }), { sending: 'hold' }, async ({ page }) => {
      await field(page).fill('just now');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => page.evaluate(() => fakeHost.said.some(({ method }) => method === 'send'))).toBe(true);
      expect(await field(page).inputValue()).toBe('');
      await page.evaluate(() => fakeHost.release());
      await expect.poll(() => field(page).inputValue()).toBe('just now');
    }));

  it('of what is still on its way does not disturb what was begun meanwhile', () =>
    withChat(snapshot({ rows }), { sending: 'hold' }, async ({ page }) => {
      await field(page).fill('just now');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.insertText('and another');
      await page.locator('.state.sending').waitFor();
      await expect.poll(() => page.evaluate(() => fakeHost.said.some(({ method }) => method === 'send'))).toBe(true);
      await page.evaluate(() => fakeHost.release());
      await expect.poll(() => page.locator('.state.sending').count()).toBe(0);
      expect(await field(page).inputValue()).toBe('and another');
    }));
});
