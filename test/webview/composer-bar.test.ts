import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fitsMessage } from '../../common/text/index.ts';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, toComposer, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';

const field = (page: Page) => page.getByRole('textbox', { name: /^Message/ });
const button = (page: Page, name: string) => page.locator('.composer-bar').getByRole('button', { name });
const picker = (page: Page) => page.getByRole('dialog', { name: 'Emoji' });
const room = '1'.repeat(64);
/** What a clipboard gives to a field, as the browser does it: the event, then the text. */
const paste = (page: Page, text: string, editor?: string): Promise<void> =>
  page.evaluate(
    ([plain, data]) => {
      const area = document.querySelector('tk-text-area')?.shadowRoot?.querySelector('textarea');
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', plain ?? '');
      if (data !== undefined) clipboardData.setData('vscode-editor-data', data);
      area?.focus();
      area?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
      );
      document.execCommand('insertText', false, plain);
    },
    [text, editor] as const,
  );
const code = 'export const wait = (n: number): number => {\n  return 2 ** n;\n};';

describePage('the bar of the composer', () => {
  it('writes an emoji where the caret is, by pointer and by keys, and offers it first from then on', () =>
    withChat(snapshot({ recentEmoji: ['🚀'] }), {}, async ({ page, said }) => {
      await toComposer(page);
      await page.keyboard.type('ab');
      await page.keyboard.press('ArrowLeft');
      await button(page, 'Emoji').click();
      await picker(page).waitFor();
      expect(await picker(page).locator('.picker-grid button').first().innerText()).toBe('🚀');
      await keepPicture(page, 'emoji-picker');
      await picker(page).getByRole('tab', { name: 'Food and drink' }).click();
      await picker(page).getByRole('button', { name: '🍎', exact: true }).click();
      await expect.poll(() => field(page).inputValue()).toBe('a🍎b');
      expect(await said('usedEmoji')).toEqual([{ emoji: '🍎' }]);
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
      await button(page, 'Emoji').press('Enter');
      expect(await picker(page).locator('.picker-grid button').first().innerText()).toBe('🍎');
      await page.keyboard.type('tada');
      await page.keyboard.press('Enter');
      await expect.poll(() => field(page).inputValue()).toBe('a🍎🎉b');
      await page.keyboard.press('Control+z');
      expect(await field(page).inputValue()).toBe('a🍎b');
    }));

  it('goes through the groups of the picker by keys', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await button(page, 'Emoji').press('Enter');
      await picker(page).getByRole('tab').first().focus();
      await page.keyboard.press('ArrowRight');
      await picker(page).getByRole('group', { name: 'Smileys' }).waitFor();
      await page.keyboard.press('End');
      await picker(page).getByRole('group', { name: 'Flags' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
      await page.keyboard.press('Enter');
      await expect.poll(() => field(page).inputValue()).toBe(focused);
      expect(focused).toMatch(/\p{Emoji}|\p{Regional_Indicator}/u);
    }));

  it('begins to call somebody, and marks code', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await toComposer(page);
      await page.keyboard.type('ask');
      await button(page, 'Mention').click();
      await page.locator('.opt').first().waitFor();
      expect(await field(page).inputValue()).toBe('ask @');
      await field(page).fill('call foo now');
      await field(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(5, 8));
      await button(page, 'Code').click();
      expect(await field(page).inputValue()).toBe('call `foo` now');
      await button(page, 'Code').press('Enter');
      expect(await field(page).inputValue()).toBe('call foo now');
      await field(page).fill('');
      await button(page, 'Code').click();
      await page.keyboard.type('x');
      expect(await field(page).inputValue()).toBe('```\nx\n```');
    }));

  it('wraps what is selected by keys and by what is typed; undoing unwraps', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await field(page).fill('one two');
      for (const [key, marked] of [
        ['Control+b', '**one two**'],
        ['Control+i', '_one two_'],
        ['Control+e', '`one two`'],
        ['Control+Shift+e', '```\none two\n```'],
        ['`', '`one two`'],
        ['"', '"one two"'],
      ] as const) {
        await field(page).press('Control+a');
        await field(page).press(key);
        expect(await field(page).inputValue(), key).toBe(marked);
        await field(page).press('Control+z');
        expect(await field(page).inputValue(), key).toBe('one two');
      }
    }));

  it('is right where it is narrow, in every theme', async () => {
    for (const [width, theme] of [
      [170, 'dark'],
      [170, 'hcl'],
      [240, 'light'],
      [640, 'hc'],
    ] as const)
      await withChat(
        snapshot({ rows: [row(bruno, 'hi', noon)] }),
        { width, theme, kind: 'view', height: 420 },
        async ({ page }) => {
          await toComposer(page);
          await drawn(page);
          const inside = await page.evaluate(() => {
            const box = document.querySelector('.composer')?.getBoundingClientRect();
            return Array.from(document.querySelectorAll('.composer-bar button'), (one) =>
              one.getBoundingClientRect(),
            ).every(
              ({ left, right, bottom }) =>
                left >= (box?.left ?? 0) && right <= (box?.right ?? 0) && bottom <= (box?.bottom ?? 0),
            );
          });
          expect(inside).toBe(true);
          await keepPicture(page, `bar-${width}-${theme}`);
          await button(page, 'Emoji').press('Enter');
          await picker(page).waitFor();
          const box = await picker(page).boundingBox();
          expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 999) <= width, (box?.y ?? -1) >= 0]).toEqual([
            true,
            true,
            true,
          ]);
          await keepPicture(page, `picker-${width}-${theme}`);
        },
      );
  });
});

describePage('a paste', () => {
  it('of code is offered a block with its language; undoing brings back what was pasted', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      await toComposer(page);
      await page.keyboard.type('see ');
      await paste(page, code, JSON.stringify({ mode: 'typescript' }));
      await page.locator('.composer-hint', { hasText: 'This looks like TypeScript.' }).waitFor();
      expect(await field(page).inputValue()).toBe(`see ${code}`);
      await keepPicture(page, 'paste-code');
      await page.getByRole('button', { name: 'Format as Code' }).press('Enter');
      const formatted = `see \n\`\`\`ts\n${code}\n\`\`\``;
      await expect.poll(() => field(page).inputValue()).toBe(formatted);
      expect(await page.locator('.composer-hint').count()).toBe(0);
      await page.keyboard.press('Control+z');
      expect(await field(page).inputValue()).toBe(`see ${code}`);
      await page.keyboard.press('Control+y');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('send')).toEqual([{ room, content: formatted }]);
    }));

  it('of prose, or into code, is left alone; what was offered goes when it is refused or no longer stands there', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      const hint = page.locator('.composer-hint');
      await paste(page, 'Good morning\nto all of you');
      expect(await hint.count()).toBe(0);
      await field(page).fill('```\n');
      await paste(page, code);
      expect(await hint.count()).toBe(0);
      await field(page).fill('');
      await paste(page, code);
      await page.getByRole('button', { name: 'Keep as Text' }).click();
      await expect.poll(() => hint.count()).toBe(0);
      expect(await field(page).inputValue()).toBe(code);
      await field(page).fill('');
      await paste(page, code);
      await hint.waitFor();
      await page.keyboard.press('Backspace');
      await expect.poll(() => hint.count()).toBe(0);
    }));

  it('that is too long can be sent in parts, cut, or taken out again', () =>
    withChat(snapshot(), {}, async ({ page, said }) => {
      const log = Array.from({ length: 300 }, (_, n) => `line ${n} of a long log: ${'x'.repeat(200)}\n`).join('');
      const hint = page.locator('.composer-hint.is-over');
      await toComposer(page);
      await page.keyboard.type('log: ');
      await paste(page, log);
      await hint.getByText(/^Too long by [\d,]+ characters$/).waitFor();
      await keepPicture(page, 'paste-too-long');
      const [words, area] = [await hint.boundingBox(), await field(page).boundingBox()];
      expect((words?.y ?? 0) - ((area?.y ?? 0) + (area?.height ?? 0))).toBeGreaterThanOrEqual(0);
      await hint.getByRole('button', { name: 'Remove What I Pasted' }).click();
      await expect.poll(() => field(page).inputValue()).toBe('log: ');
      await page.keyboard.press('Control+z');
      await hint.getByRole('button', { name: 'Cut to Fit' }).click();
      await expect.poll(() => field(page).inputValue()).toMatch(/^log: line 0[^]*x$/);
      expect(fitsMessage(await field(page).inputValue())).toBe(true);
      await page.keyboard.press('Control+z');
      await hint.getByRole('button', { name: /^Send as Code in \d Parts$/ }).click();
      await expect.poll(() => field(page).inputValue()).toBe('');
      const sent = (await said('send')) as { content: string }[];
      expect(sent[0]?.content).toBe('log:');
      expect(sent.length).toBeGreaterThan(4);
      for (const { content } of sent.slice(1)) expect(content).toMatch(/^```\nline [^]*\n```$/);
      expect(sent.every(({ content }) => fitsMessage(content))).toBe(true);
    }));
});
