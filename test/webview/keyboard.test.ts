import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bruno, carla, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, toComposer, withChat } from './harness/browser.ts';
import { states } from './harness/states.ts';

// Whole ways through the page, by keys alone. Wherever one goes, the focus is somewhere.

const rows = [
  row(bruno, 'Trying it now.', noon),
  row(carla, 'Two sleeps, one redial each.', noon + 10 * minute),
  row(bruno, 'It holds.', noon + 20 * minute),
];

/** Presses keys one after the other, as a person does: each sees what the one before has done. */
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    await page.keyboard.press(key);
    await drawn(page);
    expect(await page.evaluate(() => document.activeElement !== document.body), `after ${key}`).toBe(true);
  }
};

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { localName = '', ariaLabel, textContent } = document.activeElement ?? {};
    return `${localName} ${ariaLabel ?? textContent?.trim() ?? ''}`;
  });

describePage('by keys alone', () => {
  it('one reads, answers, calls somebody by name, smiles and sends', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await toComposer(page);
      await press(page, 'Shift+Tab', 'ArrowUp');
      expect(await focused(page)).toContain('Two sleeps');
      await press(page, 'r');
      await page.getByText('Reply to Carla Pires').waitFor();
      await page.keyboard.type('Thanks @bru');
      await page.getByRole('option', { name: 'Bruno Sato' }).waitFor();
      await press(page, 'Tab');
      await page.keyboard.type('and you :smil');
      await page.getByRole('option').first().waitFor();
      await press(page, 'Enter', 'Enter');
      await expect.poll(() => said('send')).toHaveLength(1);
      const [sent] = (await said('send')) as [{ content: string; replyTo: string }];
      expect(sent.replyTo).toBe(rows[1]?.id);
      expect(sent.content).toMatch(/^Thanks @Bruno Sato and you \p{Extended_Pictographic}/u);
      expect(await focused(page)).toContain('tk-text-area');
    }));

  it('a command of the editor leads to the messages, to the one read last', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      const toMessages = () => page.evaluate(() => fakeHost.focusMessages());
      await toMessages();
      await expect.poll(() => focused(page)).toContain('It holds');
      await press(page, 'ArrowUp');
      await toComposer(page);
      await toMessages();
      await expect.poll(() => focused(page)).toContain('Two sleeps');
    }));

  it('one goes through the menu of a message and comes back to it', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await toComposer(page);
      await press(page, 'Shift+Tab', 'Shift+F10');
      expect(await focused(page)).toContain('Reply');
      await press(page, 'Escape');
      expect(await focused(page)).toContain('It holds.');
      await press(page, 'Shift+F10', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      expect(await focused(page)).toContain('Copy Link');
      await press(page, 'Enter');
      await expect.poll(() => said('copyLink')).toEqual([{ room: group.room, entry: rows[2]?.id }]);
      expect(await focused(page)).toContain('It holds.');
    }));

  it('one goes from the list into a conversation and back, without a stop at nowhere', () =>
    withChat(states.pick, { kind: 'view', width: 240 }, async ({ page, said, show }) => {
      // past the tools of the list, and from its first line to the next
      await press(page, 'Tab', 'Tab', 'Tab', 'ArrowDown');
      expect(await focused(page)).toContain('parser-rewrite');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('open')).toEqual([{ room: '3'.repeat(64) }]);
      await show({ ...states.room, header: { ...group, room: '3'.repeat(64), name: 'parser-rewrite' } });
      await expect.poll(() => focused(page)).toContain('tk-text-area');
      await page.getByRole('button', { name: /^All conversations/ }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => said('open')).toHaveLength(2);
      await show(states.pick);
      await expect.poll(() => focused(page)).toContain('parser-rewrite');
    }));

  it('one opens the members, writes to one of them, and closes them', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await page.getByRole('button', { name: '4 members' }).focus();
      await press(page, 'Enter');
      expect(await focused(page)).toContain('Message ');
      await press(page, 'Escape');
      expect(await focused(page)).toContain('4 members');
      await press(page, 'Enter', 'Enter');
      await expect.poll(() => said('command')).toHaveLength(1);
      expect(await focused(page)).toContain('4 members');
    }));

  it('one does what the banner offers', () =>
    withChat(states.trouble, {}, async ({ page, said }) => {
      await page.getByRole('button', { name: 'Retry Now' }).focus();
      await press(page, 'Enter', 'Tab', 'Enter');
      await expect
        .poll(async () => (await said('command')).map((one) => (one as { command: string }).command))
        .toEqual(['connect', 'showLog']);
    }));
});
