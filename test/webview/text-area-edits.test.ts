import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, toComposer, withChat, type Chat } from './harness/browser.ts';

// What every field and list of the page has in common: input methods, the editor's chords, letters on other keyboards.

const rows = [row(ana, 'mine', noon - minute), row(bruno, 'theirs', noon)];
const theirs = (page: Page): Locator => page.locator('.msg').last();

/** As Chromium says it while composing, and as Safari says it of the key that has just confirmed. */
const composed = [
  { isComposing: true, keyCode: 13 },
  { isComposing: false, keyCode: 229 },
];

/** A key of an input method, at whatever has the focus. */
const compose = (page: Page, key: string, how: (typeof composed)[number]): Promise<boolean> =>
  page.evaluate(
    ({ name, ...init }) => {
      const focused = document.activeElement;
      const target = focused?.shadowRoot?.activeElement ?? focused ?? document.body;
      const options = { key: name, code: name, bubbles: true, composed: true, cancelable: true, ...init };
      return !target.dispatchEvent(new KeyboardEvent('keydown', options));
    },
    { name: key, ...how },
  );

/** A key as a keyboard with another script gives it. */
const pressOn = (page: Page, target: Locator, key: string, code: string, held: object = {}): Promise<void> =>
  target
    .evaluate(
      (element, init) =>
        void element.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
      { key, code, ...held },
    )
    .then(() => drawn(page));

/** The host hears of what was typed a little later: nothing else is to be said from then on. */
const draftTold = ({ said }: Chat, text: string): Promise<void> =>
  expect.poll(async () => (await said('draft')).at(-1)).toMatchObject({ text });

const fields: readonly (readonly [name: string, open: (chat: Chat) => Promise<void>])[] = [
  [
    'the composer',
    async (chat) => {
      await toComposer(chat.page);
      await chat.page.keyboard.type('hello');
      await draftTold(chat, 'hello');
    },
  ],
  [
    'the composer while it offers something',
    async (chat) => {
      await toComposer(chat.page);
      await chat.page.keyboard.type('@car');
      await chat.page.locator('.complete').waitFor();
      await draftTold(chat, '@car');
    },
  ],
  [
    'the picker of reactions',
    async ({ page }) => {
      await theirs(page).press('+');
      await page.locator('.picker input').waitFor();
      await page.keyboard.type('rocket');
    },
  ],
  [
    'the search',
    async ({ page }) => {
      await toComposer(page);
      await page.keyboard.press('Control+f');
      await page.keyboard.type('mine');
      await page.locator('.find .found').getByText('1').first().waitFor();
    },
  ],
  [
    'the choice of a day',
    async ({ page }) => {
      await page.locator('button.more').press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('.date input').waitFor();
    },
  ],
];

describePage('an input method', () => {
  it.each(fields)('has its keys for itself in %s', (_, open) =>
    withChat(snapshot({ rows }), { whole: rows }, async (chat) => {
      const { page } = chat;
      await open(chat);
      const picture = async (): Promise<unknown> => [
        await page.locator('main').innerHTML(),
        await page.evaluate(() => fakeHost.said.map(({ method }) => method).filter((one) => one !== 'find')),
      ];
      await drawn(page);
      const before = await picture();
      for (const how of composed)
        for (const key of ['Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'Tab'])
          expect(await compose(page, key, how), key).toBe(false);
      await drawn(page);
      expect(await picture()).toEqual(before);
    }),
  );
});

describePage('chords of the editor', () => {
  it('are not typed and not used, and the editor still hears them', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await page.evaluate(() =>
        window.addEventListener('keydown', ({ key }) => {
          document.title += ` ${key}`;
        }),
      );
      await toComposer(page);
      await page.keyboard.type('Draft ');
      await page.evaluate(() => {
        document.title = '';
      });
      for (const second of ['h', 'g', 'Enter', 'Shift+H']) {
        await page.keyboard.press('Control+k');
        await page.keyboard.press(second);
      }
      expect(await page.getByRole('textbox').inputValue()).toBe('Draft ');
      expect(await page.title()).toBe(' Control k h Control k g Control k Enter Control k Shift H'.trim());
      await page.keyboard.type('kh');
      expect(await page.getByRole('textbox').inputValue()).toBe('Draft kh');
      expect(await said('send')).toEqual([]);
      await theirs(page).focus();
      await page.keyboard.press('Control+k');
      await page.keyboard.press('r');
      await drawn(page);
      expect(await page.locator('.reply-bar').count()).toBe(0);
      await page.keyboard.press('r');
      await page.locator('.reply-bar').waitFor();
    }));
});

describePage('letters', () => {
  it('mean on every keyboard what they mean on the one they are printed on', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await theirs(page).focus();
      await pressOn(page, theirs(page), 'к', 'KeyR');
      await page.locator('.reply-bar', { hasText: 'theirs' }).waitFor();
      await pressOn(page, page.locator('.msg').first(), 'υ', 'KeyE');
      await page.locator('.reply-bar', { hasText: 'Editing' }).waitFor();
      await pressOn(page, theirs(page), 'ש', 'KeyA');
      await page.locator('.picker').waitFor();
      await pressOn(page, page.locator('.picker'), 'Escape', 'Escape');
      await pressOn(page, theirs(page), 'с', 'KeyC', { ctrlKey: true });
      await expect.poll(() => said('copyText')).toEqual([{ text: 'theirs' }]);
      await pressOn(page, theirs(page), 'а', 'KeyF', { ctrlKey: true });
      await page.locator('.find').waitFor();
    }));

  it('find their line in a menu', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await theirs(page).press('Shift+F10');
      await page.locator('[role=menu]').waitFor();
      await pressOn(page, page.locator('[role=menu]'), 'К', 'KeyR');
      expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toMatch(/^R/);
    }));
});
