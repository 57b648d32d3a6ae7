import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';

const field = (page: Page) => page.getByRole('textbox');

describePage('keys of the composer', () => {
  const rows = [row(ana, 'mine', noon - minute), row(bruno, 'theirs', noon)];

  it('send with Ctrl+Enter where Enter makes a line, and say so', () => {
    const { appearance } = snapshot();
    return withChat(snapshot({ appearance: { ...appearance, sendKey: 'ctrlEnter' } }), {}, async ({ page, said }) => {
      await field(page).focus();
      await page.keyboard.type('one');
      await page.keyboard.press('Enter');
      await page.keyboard.type('two');
      expect(await page.getByRole('button', { name: 'Send' }).getAttribute('title')).toContain('Ctrl+Enter');
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => said('send')).toMatchObject([{ content: 'one\ntwo' }]);
    });
  });

  it('send each text by itself, however fast they are pressed: the next may come before the next frame', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).focus();
      await page.evaluate(() => {
        window.requestAnimationFrame = () => 0; // no frame comes any more
      });
      for (const text of ['one', '/mute', 'two']) {
        await page.keyboard.type(text);
        await page.keyboard.press('Enter');
        expect(await field(page).inputValue()).toBe('');
      }
      await expect.poll(() => said('send')).toMatchObject([{ content: 'one' }, { content: 'two' }]);
      expect(await said('command')).toMatchObject([{ command: 'muteRoom' }]);
    }));

  it('edit my last message from the empty field, and leave it with Escape', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await field(page).focus();
      await page.keyboard.type('a');
      await page.keyboard.press('ArrowUp');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => field(page).inputValue()).toBe('mine');
      await page.keyboard.press('Escape');
      await expect.poll(() => field(page).inputValue()).toBe('');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
    }));

  it('scroll the conversation by the page', () => {
    const many = Array.from({ length: 60 }, (_, n) => row(bruno, `line ${n}`, noon + n));
    return withChat(snapshot({ rows: many }), {}, async ({ page }) => {
      const toEnd = (): Promise<number> =>
        page.locator('.log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      await field(page).focus();
      await page.keyboard.press('PageUp');
      await expect.poll(toEnd).toBeGreaterThan(100);
      await page.keyboard.press('PageDown');
      await expect.poll(toEnd).toBeLessThan(2);
    });
  });

  it('go to the conversations before and after with unread messages, from anywhere', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await field(page).focus();
      await page.keyboard.press('Alt+ArrowUp');
      await page.locator('article').last().focus();
      await page.keyboard.press('Alt+ArrowDown');
      await expect
        .poll(() => said('command'))
        .toMatchObject([{ command: 'previousUnread' }, { command: 'nextUnread' }]);
    }));

  it('tell once that something is being written, and nothing of a command', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).focus();
      await page.keyboard.type('/he');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Backspace');
      expect(await said('typing')).toEqual([]);
      await page.keyboard.type('hello');
      expect(await said('typing')).toEqual([{ room: '1'.repeat(64) }]);
    }));

  it('tell it again with the first key after a message', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).focus();
      await page.keyboard.type('hello');
      await page.keyboard.press('Enter');
      await page.locator('.msg').waitFor();
      await expect.poll(() => page.locator('.state.sending').count()).toBe(0);
      await page.keyboard.type('and');
      expect(await said('typing')).toHaveLength(2);
    }));
});
