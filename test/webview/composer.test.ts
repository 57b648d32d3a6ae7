import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';
import { devtools } from './harness/tab.ts';

const field = (page: Page) => page.getByRole('textbox');
const options = (page: Page) => page.getByRole('option');
const selected = (page: Page): Promise<string> => page.locator('.opt[aria-selected=true]').innerText();
const live = (page: Page): Promise<string> => page.locator('body > [aria-live=polite]').innerText();
const type = async (page: Page, text: string): Promise<void> => {
  await field(page).focus();
  await page.keyboard.type(text);
};
const bar = (page: Page) => page.locator('.reply-bar');

describePage('replies', () => {
  const question = row(bruno, 'Does it *hold*\nafter sleep?', noon);
  const rows = [row(ana, 'Try it.', noon - minute), question];
  const quote = { id: question.id, author: bruno, content: 'Does it hold after sleep?' };
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

describePage('completion', () => {
  it('offers names above the field, goes round, says where it is, and takes with Tab', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await type(page, 'ask @');
      await expect.poll(() => options(page).count()).toBe(3);
      expect(await page.getByRole('listbox', { name: 'Members' }).isVisible()).toBe(true);
      const [list, box] = [
        await page.locator('.complete').boundingBox(),
        await page.locator('.composer').boundingBox(),
      ];
      expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
      expect(await live(page)).toBe('Bruno Sato, 1 of 3');
      await page.keyboard.press('ArrowUp');
      expect(await live(page)).toBe('Diego Alencar, 3 of 3');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => selected(page)).toContain('Carla Pires');
      await keepPicture(page, 'complete-names');
      await page.keyboard.press('Tab');
      expect(await field(page).inputValue()).toBe('ask @Carla Pires ');
      expect(await options(page).count()).toBe(0);
      await page.keyboard.press('Control+z');
      expect(await field(page).inputValue()).toBe('ask @');
    }));

  it('takes with Enter without sending, and with a click without losing the focus', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await type(page, '@car');
      await page.keyboard.press('Enter');
      expect(await field(page).inputValue()).toBe('@Carla Pires ');
      await type(page, '@die');
      await options(page).first().click();
      await type(page, 'hi');
      expect(await field(page).inputValue()).toBe('@Carla Pires @Diego Alencar hi');
      expect(await said('send')).toEqual([]);
    }));

  it('closes with Escape, and only that; it stays closed for this word', () =>
    withChat(snapshot({ rows: [row(bruno, 'one', noon)] }), {}, async ({ page }) => {
      await page.locator('article').focus();
      await page.keyboard.press('r');
      await type(page, '@ca');
      await page.keyboard.press('Escape');
      await expect.poll(() => options(page).count()).toBe(0);
      expect(await field(page).inputValue()).toBe('@ca');
      await type(page, 'r');
      expect(await options(page).count()).toBe(0);
      await type(page, ' @b');
      await expect.poll(() => options(page).count()).toBe(1);
      await page.getByRole('log').click();
      await expect.poll(() => options(page).count()).toBe(0);
    }));

  it('writes emoji: chosen, or by their shortcode in full; undoing brings the letters back', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await type(page, ':roc');
      await expect.poll(() => selected(page)).toContain(':rocket:');
      await keepPicture(page, 'complete-emoji');
      await page.keyboard.press('Enter');
      await type(page, ' :tada:');
      expect(await field(page).inputValue()).toBe('🚀 🎉');
      await page.keyboard.press('Control+z');
      expect(await field(page).inputValue()).toMatch(/^🚀 :tada/);
      await field(page).fill('');
      await type(page, '`:tada:` :tada: ok');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('send')).toMatchObject([{ content: '`:tada:` 🎉 ok' }]);
    }));

  it('offers commands with their help; one written in full runs at once', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await type(page, '/');
      await expect.poll(() => options(page).count()).toBe(7);
      await keepPicture(page, 'complete-commands');
      await type(page, 'mu');
      await page.keyboard.press('Enter');
      expect(await field(page).inputValue()).toBe('/mute');
      await page.keyboard.press('Enter');
      await type(page, '/help');
      await page.keyboard.press('Enter');
      await page.locator('.help', { hasText: 'Send a direct message' }).locator('kbd').first().waitFor();
      await keepPicture(page, 'help');
      expect(await said('command')).toEqual([{ command: 'muteRoom', room: '1'.repeat(64) }]);
      expect(await said('send')).toEqual([]);
    }));

  it('leaves an input method alone', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await field(page).focus();
      const session = await devtools(page);
      await session.send('Input.imeSetComposition', { text: '@ca', selectionStart: 3, selectionEnd: 3 });
      expect(await field(page).inputValue()).toBe('@ca');
      expect(await options(page).count()).toBe(0);
      await session.send('Input.insertText', { text: '@ca' });
      await expect.poll(() => options(page).count()).toBe(2);
    }));

  it('looks right where it is narrow, and in every theme', async () => {
    for (const theme of ['light', 'hc', 'hcl', 'dark'] as const)
      await withChat(snapshot(), { theme, width: 240, kind: 'view' }, async ({ page }) => {
        await type(page, '@');
        await options(page).first().waitFor();
        await keepPicture(page, `complete-240-${theme}`);
      });
    await withChat(snapshot(), { width: 200, height: 240, kind: 'view' }, async ({ page }) => {
      await type(page, ':sm');
      await options(page).first().waitFor();
      const over = await page.evaluate(() =>
        [...document.querySelectorAll('.complete, .opt')].some((element) => element.scrollWidth > element.clientWidth),
      );
      expect(over).toBe(false);
      expect((await page.locator('.complete').boundingBox())?.y).toBeGreaterThanOrEqual(0);
      for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
      const [list, last] = [await page.locator('.complete').boundingBox(), await options(page).last().boundingBox()];
      expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0));
    });
  });
});

describePage('a narrow page', () => {
  it('has a placeholder that fits, and says all that a command does', () =>
    withChat(snapshot(), { width: 170 }, async ({ page }) => {
      const fits = (selector: string): Promise<boolean> =>
        page
          .locator(selector)
          .evaluateAll((all) => all.length > 0 && all.every((one) => one.scrollWidth <= one.clientWidth));
      expect(await field(page).getAttribute('placeholder')).toBe('Message');
      await type(page, '/');
      await options(page).first().waitFor();
      expect(await fits('.opt[aria-selected=true] .d')).toBe(true);
      await page.setViewportSize({ width: 640, height: 720 });
      await expect.poll(() => field(page).getAttribute('placeholder')).toBe('Message #link-layer');
      expect(await fits('.opt .d')).toBe(true);
    }));
});
