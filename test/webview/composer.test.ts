import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';

const field = (page: Page) => page.getByRole('textbox');
const bar = (page: Page) => page.locator('.reply-bar');

describePage('replies', () => {
  const question = row(bruno, 'Does it *hold*\nafter sleep?', noon);
  const rows = [row(ana, 'Try it.', noon - minute), question];
  const quote = { id: question.id, author: bruno, content: 'Does it *hold* after sleep?' };
  /** What another state of the page would be after a reload: the page itself remembers. */
  const replying = async (page: Page): Promise<void> => {
    await page.evaluate(
      ({ key, quote: reply }) =>
        sessionStorage.setItem(
          'fake-state',
          JSON.stringify({ room: key, draft: 'It does', caret: 2, reply, failed: [] }),
        ),
      { key: '1'.repeat(64), quote },
    );
    await page.reload();
    await bar(page).waitFor();
  };

  it('come back after a reload with text and caret, say what they answer, and carry it', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await replying(page);
      expect(await bar(page).innerText()).toContain('Reply to Bruno Sato');
      await keepPicture(page, 'reply');
      await field(page).focus();
      await page.keyboard.type('!');
      expect(await field(page).inputValue()).toBe('It! does');
      await page.keyboard.press('Enter');
      await expect.poll(() => bar(page).count()).toBe(0);
      expect(await said('send')).toEqual([{ room: '1'.repeat(64), content: 'It! does', replyTo: question.id }]);
    }));

  it('are called off by Escape and by their button, and the text stays', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      for (const off of [
        () => field(page).press('Escape'),
        () => page.getByRole('button', { name: 'Cancel Reply' }).click(),
      ]) {
        await replying(page);
        await off();
        await expect.poll(() => bar(page).count()).toBe(0);
        expect(await field(page).inputValue()).toBe('It does');
      }
      await field(page).press('Enter');
      await expect.poll(() => said('send')).toEqual([{ room: '1'.repeat(64), content: 'It does' }]);
    }));

  it('answer the same message when they are tried again', () =>
    withChat(snapshot({ rows }), { sending: 'DISK_FULL' }, async ({ page, said }) => {
      await replying(page);
      await field(page).press('Enter');
      await page.getByRole('button', { name: 'Retry' }).click();
      await expect.poll(() => said('send')).toHaveLength(2);
      expect((await said('send'))[1]).toEqual({ room: '1'.repeat(64), content: 'It does', replyTo: question.id });
    }));
});
