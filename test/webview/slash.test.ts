import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';
import { languages } from './harness/languages.ts';
import { keepPicture } from './harness/pictures.ts';

const field = (page: Page) => page.getByRole('textbox');
const room = '1'.repeat(64);
/** Writes a line and sends it, whatever is offered meanwhile. */
const enter = async (page: Page, text: string): Promise<void> => {
  await field(page).fill(text);
  await field(page).press('Escape');
  await field(page).press('Enter');
};

describePage('slash commands', () => {
  it('are never posted when they are unknown or misused, however often Enter is pressed; the words stay', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      for (const [text, why] of [
        ['/leav', 'There’s no command /leav.'],
        ['/foo the salary list', 'There’s no command /foo.'],
        [' /foo\nbar', 'There’s no command /foo.'],
        ['/leave now', 'Nothing goes after this command.'],
        ['/mute soon', 'Enter a duration, such as 30m, 1h, 8h, tomorrow.'],
        ['/status somewhere', 'Use one of: online, away, dnd, invisible.'],
      ] as const) {
        await enter(page, text);
        await page.locator('.composer-hint', { hasText: why }).waitFor();
        await field(page).press('Enter');
        expect(await field(page).inputValue()).toBe(text);
      }
      await keepPicture(page, 'unknown-command');
      await field(page).press('End');
      await page.keyboard.type('!');
      await expect.poll(() => page.locator('.composer-hint').count()).toBe(0);
      expect([await said('send'), await said('slash'), await said('command')]).toEqual([[], [], []]);
    }));

  it('that are meant as text are sent as they stand, by a button or with two slashes; a path goes at once', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await enter(page, '/foo bar');
      await page.getByRole('button', { name: 'Send as Text' }).press('Enter');
      await expect.poll(() => field(page).inputValue()).toBe('');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
      await enter(page, '//msg is a command');
      await enter(page, '/etc/hosts');
      await enter(page, '// a comment');
      await expect
        .poll(() => said('send'))
        .toMatchObject([
          { content: '/foo bar' },
          { content: '/msg is a command' },
          { content: '/etc/hosts' },
          { content: '// a comment' },
        ]);
    }));

  it('write to one person and say so, with a way there', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await enter(page, '/w bia the salary list is wrong');
      const note = page.locator('.note', { hasText: 'Sent to bia.' });
      await note.waitFor();
      expect(await said('slash')).toEqual([{ room, command: 'message', argument: 'bia the salary list is wrong' }]);
      await keepPicture(page, 'direct-sent');
      await note.getByRole('button', { name: 'Open' }).click();
      expect(await said('command')).toEqual([{ command: 'messagePerson', room, user: 'bia' }]);
      await enter(page, '/msg');
      await enter(page, '/status');
      await expect.poll(() => said('command')).toHaveLength(3);
      expect((await said('command')).slice(1)).toEqual([
        { command: 'messagePerson', room },
        { command: 'setStatus', room },
      ]);
      expect([await said('send'), await said('typing')]).toEqual([[], []]);
    }));

  it('that fail give their words back, with the reason; what was begun meanwhile is not lost either', () =>
    withChat(snapshot(), { sending: 'USER_UNKNOWN' }, async ({ page, said }) => {
      await enter(page, '/msg zoe hello there');
      await page.locator('.composer-hint', { hasText: 'Because: USER_UNKNOWN.' }).waitFor();
      expect(await field(page).inputValue()).toBe('/msg zoe hello there');
      await expect.poll(() => said('draft')).toContainEqual({ room, text: '/msg zoe hello there' });
      await page.evaluate(() => {
        fakeHost.sending = 'hold';
      });
      await field(page).press('Enter');
      await page.keyboard.type('Good');
      await page.evaluate(() => {
        fakeHost.sending = 'OFFLINE';
        fakeHost.release();
      });
      await page.locator('.note', { hasText: 'Because: OFFLINE.' }).getByText('/msg zoe hello there').waitFor();
      expect(await field(page).inputValue()).toBe('Good');
    }));

  it('mute for some time', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await field(page).fill('/mute ');
      await page.locator('.opt').nth(3).waitFor();
      await field(page).press('ArrowDown');
      await field(page).press('Enter');
      expect(await field(page).inputValue()).toBe('/mute 1h');
      await field(page).press('Enter');
      await expect.poll(() => said('slash')).toEqual([{ room, command: 'mute', argument: '1h' }]);
      expect(await said('command')).toEqual([]);
    }));

  it('search the conversation', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await enter(page, '/search timer');
      await expect.poll(() => page.locator('.find input').inputValue()).toBe('timer');
      await expect.poll(() => said('find')).toMatchObject([{ text: 'timer' }]);
    }));

  it.each([
    ['en', '/msg', '/mensagem'],
    ['pt', '/mensagem', '/msg'],
  ] as const)('are called in the language of the editor: %s', (language, own, other) =>
    withChat(snapshot(languages[language]), { height: 900 }, async ({ page }) => {
      await enter(page, '/ajuda');
      const help = page.locator('.help');
      await help.locator('code', { hasText: own }).waitFor();
      expect(await help.innerText()).not.toContain(other);
      await keepPicture(page, `help-${language}`);
      await enter(page, '/');
      await field(page).fill('/');
      await page.locator('.opt').first().waitFor();
      expect(await page.locator('.complete').innerText()).not.toContain(other);
    }),
  );

  it('fit where it is narrow', async () => {
    for (const [width, theme] of [
      [170, 'dark'],
      [240, 'hcl'],
      [320, 'hc'],
      [640, 'light'],
    ] as const)
      await withChat(snapshot(), { width, theme, kind: 'view', height: 900 }, async ({ page }) => {
        await enter(page, '/help');
        await page.locator('.help').waitFor();
        await field(page).fill('/foo bar');
        await field(page).press('Enter');
        await page.locator('.composer-hint').waitFor();
        await drawn(page);
        await keepPicture(page, `help-${width}`);
        const wide = await page.evaluate(
          () =>
            Array.from(document.querySelectorAll('.help, .help *, .composer, .composer *'), (one) => one).filter(
              (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5,
            ).length,
        );
        expect(wide, String(width)).toBe(0);
      });
  });
});
