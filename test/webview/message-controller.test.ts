import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

const hers = row(bruno, 'theirs', noon);
const mine = row(ana, 'the furst', noon + minute);
const last = row(ana, 'the last', noon + 2 * minute);
const rows = [hers, mine, last];
const message = (page: Page, { id }: { readonly id: string }) => page.locator(`[data-key="${id}"]`);
const field = (page: Page) => page.getByRole('textbox', { name: 'Message #link-layer' });
const bar = (page: Page) => page.locator('.reply-bar');
const picker = (page: Page) => page.getByRole('dialog', { name: 'Add Reaction' });
const focusedKey = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-key'));

describePage('editing', () => {
  it('takes the text into the composer, saves with Enter, and shows the new text before it is kept', () =>
    withChat(snapshot({ rows }), { changing: 'hold' }, async ({ page, said }) => {
      await message(page, mine).press('e');
      await bar(page).getByText('Editing').waitFor();
      await expect.poll(() => field(page).inputValue()).toBe('the furst');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('the first');
      await page.keyboard.press('Enter');
      await message(page, mine).getByText('the first').waitFor();
      await message(page, mine).getByTitle('Sending').waitFor();
      await expect.poll(() => field(page).inputValue()).toBe('');
      await expect.poll(() => said('edit')).toEqual([{ entry: mine.id, content: 'the first' }]);
      await page.evaluate(() => fakeHost.release());
      await message(page, mine).getByText('(edited)').waitFor();
      expect(await message(page, mine).getByTitle('Sending').count()).toBe(0);
      expect(await said('send')).toEqual([]);
    }));

  it('brings the draft and its reply back, with Escape and after saving, and never tells the host that the edit is one', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await message(page, hers).press('r');
      // at once: on a busy machine a pause between two keys is long enough to tell half of it
      await page.keyboard.insertText('half a sen');
      await expect.poll(() => said('draft')).toEqual([{ room: group.room, text: 'half a sen' }]);
      for (const key of ['Escape', 'Enter']) {
        await message(page, mine).press('e');
        await page.keyboard.type('!');
        await page.keyboard.press(key);
        await bar(page).getByText('Reply to Bruno Sato').waitFor();
        await expect.poll(() => field(page).inputValue()).toBe('half a sen');
      }
      expect(await said('edit')).toEqual([{ entry: mine.id, content: 'the furst!' }]);
      expect(await said('draft')).toEqual([{ room: group.room, text: 'half a sen' }]);
    }));

  it('of my last message begins with the arrow up in the empty field', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await field(page).focus();
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => field(page).inputValue()).toBe('the last');
      await page.keyboard.press('Enter');
      await expect.poll(() => bar(page).count()).toBe(0);
      expect(await said('edit')).toEqual([]); // nothing has changed
    }));

  it('that fails brings the old text back, says why, and keeps the new one', () =>
    withChat(snapshot({ rows }), { changing: 'DISK_FULL' }, async ({ page, said }) => {
      await message(page, mine).press('e');
      await page.keyboard.type(', corrected');
      await page.keyboard.press('Enter');
      const failed = message(page, mine).locator('.failed');
      await failed.getByText('Not saved: Because: DISK_FULL.').waitFor();
      expect(await message(page, mine).locator('.msg-text').innerText()).toBe('the furst');
      await failed.getByRole('button', { name: 'Edit' }).click();
      await expect.poll(() => field(page).inputValue()).toBe('the furst, corrected');
      await page.keyboard.press('Escape');
      await page.evaluate(() => void (fakeHost.changing = 'ok'));
      await failed.getByRole('button', { name: 'Retry' }).click();
      await message(page, mine).getByText('the furst, corrected').waitFor();
      await expect.poll(() => failed.count()).toBe(0);
      expect(await said('edit')).toEqual([1, 2].map(() => ({ entry: mine.id, content: 'the furst, corrected' })));
      expect(await focusedKey(page)).toBe(mine.id);
    }));

  it('survives that the page is loaded anew, in the composer and after a failure', () =>
    withChat(snapshot({ rows }), { changing: 'DISK_FULL' }, async ({ page }) => {
      await message(page, mine).press('e');
      await page.keyboard.type(' one');
      await page.keyboard.press('Enter');
      await message(page, mine).locator('.failed').waitFor();
      await message(page, last).press('e');
      await page.keyboard.type(' two');
      await page.reload();
      await bar(page).getByText('Editing').waitFor();
      await expect.poll(() => field(page).inputValue()).toBe('the last two');
      await message(page, mine).locator('.failed').getByText('Not saved').waitFor();
    }));

  it('to nothing asks the host to delete', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await message(page, mine).press('e');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('deleteMessage')).toEqual([{ room: group.room, entry: mine.id }]);
      expect(await said('edit')).toEqual([]);
    }));

  it('is offered for my own messages only, and where one can write', () =>
    withChat(snapshot({ rows }), {}, async ({ page, show }) => {
      await message(page, hers).press('e');
      await message(page, hers).press('Delete');
      expect(await message(page, hers).getByRole('button', { name: 'Edit' }).count()).toBe(0);
      const delivery = { n: 1, m: 1, users: [bruno] };
      const closed = { ...group, readOnly: 'closed' } as const;
      await show(snapshot({ rev: 2, header: closed, rows: [hers, { ...mine, delivery }, last] }));
      await message(page, mine).press('e');
      await message(page, mine).press('+');
      await drawn(page);
      expect(await page.locator('.reply-bar, .picker').count()).toBe(0);
      await message(page, mine).press('Shift+F10');
      expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
        expect.stringContaining('Copy Message'),
        'Copy Link to Message',
        'Delivery Details',
      ]);
      // nobody has got the last one, so it can be taken back all the same
      await page.keyboard.press('Escape');
      await message(page, last).press('Shift+F10');
      await expect.poll(() => page.getByRole('menuitem').filter({ hasText: 'Delete' }).count()).toBe(1);
    }));
});

describePage('deleting', () => {
  it('shows what is about to go with a way back, by button and by keys, for several at once', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await message(page, mine).press('Delete');
      await message(page, last).press('Shift+F10');
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await expect
        .poll(() => said('deleteMessage'))
        .toEqual([mine, last].map(({ id }) => ({ room: group.room, entry: id })));
      await page.evaluate((deleting) => fakeHost.pushDelta({ rev: 2, deleting }), [mine.id, last.id]);
      for (const one of [mine, last]) await message(page, one).getByText('Message deleted').waitFor();
      expect(await page.locator('[aria-live=polite]').allInnerTexts()).toContain(
        'Message deleted. Press Ctrl+Z to undo.',
      );
      await message(page, mine).press('Enter');
      await page.keyboard.press('Enter');
      await message(page, last).press('Control+z');
      await expect
        .poll(() => said('undoDelete'))
        .toEqual([mine, last].map(({ id }) => ({ room: group.room, entry: id })));
      await page.evaluate(() => fakeHost.pushDelta({ rev: 3, deleting: [] }));
      await message(page, mine).getByText('the furst').waitFor();
      expect(await focusedKey(page)).toBe(last.id);
    }));

  it('leaves the focus on the message when the time to undo is over', () =>
    withChat(snapshot({ rows, deleting: [mine.id] }), {}, async ({ page }) => {
      await message(page, mine).getByRole('button', { name: 'Undo' }).focus();
      const { content: _, ...rest } = mine;
      const gone = { ...rest, kind: 'deleted', deleted: ana } as const;
      await page.evaluate((one) => fakeHost.pushDelta({ rev: 2, rows: [one], deleting: [] }), gone);
      await expect.poll(() => message(page, mine).getByRole('button', { name: 'Undo' }).count()).toBe(0);
      expect(await focusedKey(page)).toBe(mine.id);
    }));

  it('of what others wrote is offered to whoever owns the room', () =>
    withChat(snapshot({ header: { ...group, mine: true }, rows }), {}, async ({ page, said }) => {
      await message(page, hers).press('Shift+F10');
      await page.getByRole('menuitem', { name: 'Delete for Everyone…' }).click();
      await expect.poll(() => said('deleteMessage')).toEqual([{ room: group.room, entry: hers.id }]);
    }));
});

describePage('reacting', () => {
  const liked = row(bruno, 'liked', noon + 3 * minute, {
    reactions: [{ emoji: '👍', count: 2, users: ['Bruno Sato', 'Carla Pires'], mine: false }],
  });
  const all = [...rows, liked];

  it('is a press on what is there, and once more to take it back', () =>
    withChat(snapshot({ rows: all }), {}, async ({ page, said }) => {
      const pill = message(page, liked).getByRole('button', { name: '👍 Bruno Sato and Carla Pires' });
      expect(await pill.getAttribute('aria-pressed')).toBe('false');
      await pill.click();
      const own = message(page, liked).getByRole('button', { name: '👍 Ana Lima' });
      await own.waitFor();
      expect(await own.getAttribute('aria-pressed')).toBe('true');
      await own.press('Enter');
      await expect.poll(() => said('react')).toEqual([true, false].map((on) => ({ entry: liked.id, emoji: '👍', on })));
    }));

  it('finds an emoji by its name and takes the first with Enter; the focus goes back', () =>
    withChat(snapshot({ rows: all }), {}, async ({ page, said }) => {
      for (const key of ['+', 'a']) {
        await message(page, hers).press(key);
        await picker(page).getByRole('textbox', { name: 'Search emoji' }).waitFor();
        expect(await picker(page).getByRole('button').count()).toBe(18);
        await page.keyboard.press('Escape');
        await expect.poll(() => picker(page).count()).toBe(0);
        expect(await focusedKey(page)).toBe(hers.id);
      }
      await message(page, hers).press('+');
      await page.keyboard.type('octopus');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('react')).toEqual([{ entry: hers.id, emoji: '🐙', on: true }]);
      await message(page, hers).getByRole('button', { name: '🐙 Ana Lima' }).waitFor();
      expect(await focusedKey(page)).toBe(hers.id);
    }));

  it('is walked by arrows from the field through the lines and back', () =>
    withChat(snapshot({ rows: all }), {}, async ({ page, said }) => {
      await message(page, hers).hover();
      await message(page, hers).getByRole('button', { name: 'Add Reaction' }).click();
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('title'));
      for (const [key, name] of [
        ['ArrowDown', ':+1:'],
        ['ArrowRight', ':heart:'],
        ['ArrowDown', ':clap:'],
        ['End', ':sob:'],
        ['ArrowRight', ':sob:'],
        ['Home', ':+1:'],
        ['ArrowUp', null],
        ['ArrowDown', ':+1:'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await focused(), key).toBe(name);
      }
      await page.keyboard.press('Enter');
      await expect.poll(() => said('react')).toEqual([{ entry: hers.id, emoji: '👍', on: true }]);
    }));

  it('that fails says so, and that nothing is found too', () =>
    withChat(snapshot({ rows: all }), { changing: 'DISK_FULL' }, async ({ page }) => {
      await message(page, liked).getByRole('button', { name: '👍' }).first().click();
      await page.locator('.notice').getByText('Because: DISK_FULL.').waitFor();
      await message(page, hers).press('+');
      await page.keyboard.type('qqqq');
      await picker(page).getByText('No matching emoji').waitFor();
      await page.keyboard.press('Enter');
      expect(await picker(page).count()).toBe(1);
    }));
});
