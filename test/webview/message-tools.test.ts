import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ana, bruno, carla, diego, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

const hers = row(carla, 'two **words**', noon + minute);
const mine = row(ana, 'three', noon + 2 * minute, {
  delivery: {
    n: 2,
    m: 3,
    users: [bruno, carla],
    readBy: [bruno],
    open: [diego],
    at: { [bruno.identity]: noon },
  },
});
const rows = [row(bruno, 'one', noon), hers, mine];
const many = Array.from({ length: 40 }, (_, n) => row(bruno, `more ${n}`, noon + (10 + n) * minute));
const message = (page: Page, text: string) => page.locator('article').filter({ hasText: text });
const menu = (page: Page) => page.getByRole('menu', { name: 'Message actions' });
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent.trim() || (document.activeElement?.ariaLabel ?? ''));

describePage('tools of a message', () => {
  it('show on hover and on focus, are quiet else, and move nothing', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      const tools = message(page, 'two').getByRole('toolbar');
      const places = (): Promise<string> =>
        page
          .locator('article')
          .evaluateAll((all) => JSON.stringify(all.map((one) => one.getBoundingClientRect().toJSON())));
      const before = await places();
      expect(await tools.isVisible()).toBe(false);
      await message(page, 'two').hover();
      await tools.waitFor();
      expect(await places()).toBe(before);
      await page.mouse.move(1, 1);
      await tools.waitFor({ state: 'hidden' });
      await message(page, 'two').focus();
      await tools.waitFor();
      expect(await places()).toBe(before);
      for (const button of await tools.getByRole('button').all()) {
        const box = await button.boundingBox();
        expect([box?.width, box?.height]).toEqual([24, 24]);
      }
    }));

  it.each([
    ['top of the panel', { width: 640 }, 0],
    ['top of a narrow view', { kind: 'view', width: 240 }, 0],
    ['middle of a long message', { width: 640, height: 300 }, 400],
  ] as const)('are whole at the %s', (_, options, scroll) => {
    const long = row(bruno, Array.from({ length: 60 }, (_line, n) => `line ${n}`).join('\n\n'), noon);
    return withChat(
      snapshot({ rows: scroll === 0 ? [row(bruno, 'one', noon), ...many] : [long] }),
      options,
      async ({ page }) => {
        await page.locator('.log').evaluate((log, top) => log.scrollTo(0, top), scroll);
        await drawn(page);
        await page
          .locator('article')
          .first()
          .hover({ position: { x: 100, y: scroll + 40 - (scroll === 0 ? 35 : 0) } });
        const tools = page.locator('article').first().getByRole('toolbar');
        await tools.waitFor();
        const [box, log] = [await tools.boundingBox(), await page.locator('.log').boundingBox()];
        expect(box?.y ?? 0).toBeGreaterThanOrEqual(log?.y ?? Infinity);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((log?.y ?? 0) + (log?.height ?? 0));
      },
    );
  });

  it('leave the time in sight in a narrow view', () =>
    withChat(snapshot({ rows }), { kind: 'view', width: 240 }, async ({ page }) => {
      await message(page, 'two').hover();
      const tools = await message(page, 'two').getByRole('toolbar').boundingBox();
      const time = await message(page, 'two').locator('.msg-head time').boundingBox();
      expect((tools?.y ?? 0) + (tools?.height ?? 0)).toBeLessThanOrEqual((time?.y ?? 0) + 4);
    }));

  it('are reached by Enter, walked by arrows, left by Escape', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await message(page, 'two').focus();
      await page.keyboard.press('Enter');
      for (const name of ['👍', '❤️', '🎉', 'Reply', 'Add Reaction', 'Copy Message']) {
        expect(await focused(page)).toBe(name);
        if (name !== 'Copy Message') await page.keyboard.press('ArrowRight');
      }
      await page.keyboard.press('Enter');
      await expect.poll(() => said('copyText')).toEqual([{ text: 'two **words**' }]);
      for (let n = 0; n < 6; n++) await page.keyboard.press('ArrowLeft');
      expect(await focused(page)).toBe('More…');
      await page.keyboard.press('Escape');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
    }));

  it('begin a reply', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await message(page, 'two').hover();
      await message(page, 'two').getByRole('button', { name: 'Reply' }).click();
      await page.locator('.reply-bar').getByText('Reply to Carla Pires').waitFor();
      await page.getByRole('button', { name: 'Cancel Reply' }).click();
      await message(page, 'one').focus();
      await page.keyboard.press('r');
      await page.locator('.reply-bar').getByText('Reply to Bruno Sato').waitFor();
    }));

  it('offer no reply where one cannot write', () =>
    withChat(snapshot({ header: { ...group, readOnly: 'closed' }, rows }), {}, async ({ page }) => {
      await message(page, 'two').focus();
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe('Copy Message');
    }));
});

describePage('menu of a message', () => {
  for (const key of ['Shift+F10', 'ContextMenu'])
    it(`opens with ${key}, is walked by keys, and gives the focus back`, () =>
      withChat(snapshot({ rows }), {}, async ({ page, said }) => {
        await message(page, 'three').focus();
        await page.keyboard.press(key);
        await menu(page).waitFor();
        for (const [press, label] of [
          ['', 'ReplyR'],
          ['End', 'DeleteDel'],
          ['ArrowDown', 'ReplyR'],
          ['ArrowUp', 'DeleteDel'],
          ['Home', 'ReplyR'],
          ['c', 'Copy MessageCtrl+C'],
          ['c', 'Copy Link to Message'],
          ['C', 'Copy MessageCtrl+C'],
          ['z', 'Copy MessageCtrl+C'],
          ['c', 'Copy Link to Message'],
        ] as const) {
          if (press !== '') await page.keyboard.press(press);
          expect(await focused(page), press).toBe(label);
        }
        await page.keyboard.press('Enter');
        await expect.poll(() => said('copyLink')).toEqual([{ room: group.room, entry: mine.id }]);
        await expect.poll(() => menu(page).count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(mine.id);
        await page.keyboard.press(key);
        await page.keyboard.press('Escape');
        await expect.poll(() => menu(page).count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(mine.id);
      }));

  it('opens at the pointer, inside the window, and is the only one', () =>
    withChat(snapshot({ rows }), { width: 240, kind: 'view' }, async ({ page }) => {
      const box = await message(page, 'three').boundingBox();
      const [x, y] = [230, (box?.y ?? 0) + 5];
      await page.evaluate(() =>
        window.addEventListener('contextmenu', (event) => {
          document.title = String(event.defaultPrevented);
        }),
      );
      await page.mouse.click(x, y, { button: 'right' });
      expect(await page.title()).toBe('true'); // else the editor would show its own
      const shown = await menu(page).boundingBox();
      expect(shown?.x).toBeGreaterThanOrEqual(4);
      expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual(236);
      expect((shown?.y ?? 0) + (shown?.height ?? 0)).toBeLessThanOrEqual(716);
      await page.mouse.click(100, 20);
      await expect.poll(() => menu(page).count()).toBe(0);
    }));

  it('copies what is selected', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await page.getByText('words', { exact: true }).dblclick();
      await page.getByText('words', { exact: true }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Copy Selection' }).click();
      await expect.poll(() => said('copyText')).toEqual([{ text: 'words' }]);
    }));

  it('tells who has a message of mine, member by member', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await message(page, 'three').focus();
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem', { name: 'Delivery Details' }).press('Enter');
      const details = page.getByRole('dialog', { name: 'Delivery Details' });
      expect(await details.getByRole('listitem').allInnerTexts()).toEqual(
        [
          [bruno, 'Read'],
          [carla, 'Delivered'],
          [diego, 'Not yet: offline'],
        ].map(([who, word]) =>
          expect.stringMatching(new RegExp(`${(who as typeof bruno).username}\\s+${word as string}`)),
        ),
      );
      await page.keyboard.press('Escape');
      await expect.poll(() => details.count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(mine.id);
    }));
});

describePage('menu of a room', () => {
  it('mutes, copies a link, shows the members, leaves', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said, show }) => {
      const choose = async (name: string): Promise<void> => {
        await page.getByRole('button', { name: 'More…' }).last().click();
        await page.getByRole('menuitem', { name }).click();
      };
      const more = page.locator('button.more');
      await more.click();
      await page.getByRole('menuitem', { name: 'Mute…' }).click();
      await more.click();
      await page.getByRole('menuitem', { name: 'Pin' }).click();
      await more.click();
      await page.getByRole('menuitem', { name: 'Copy Link to Conversation' }).click();
      await more.click();
      await page.getByRole('menuitem', { name: 'Leave Room…' }).click();
      await expect.poll(() => said('copyLink')).toEqual([{ room: group.room }]);
      expect(await said('command')).toEqual([
        { command: 'muteRoom', room: group.room },
        { command: 'pinRoom', room: group.room },
        { command: 'leaveRoom', room: group.room },
      ]);
      await show(snapshot({ rev: 2, header: { ...group, muted: true, mine: true }, rows }));
      await page.getByRole('img', { name: 'Muted: no notifications' }).waitFor();
      await choose('Unmute');
      await choose('Delete Room…');
      await choose('Members');
      await page.getByRole('dialog', { name: 'Members' }).waitFor();
      await more.click();
      await page.getByRole('menu').waitFor();
      await more.click();
      await drawn(page);
      expect(await page.locator('[data-popup]').count()).toBe(0);
      expect((await said('command')).slice(3)).toEqual([
        { command: 'unmuteRoom', room: group.room },
        { command: 'deleteRoom', room: group.room },
      ]);
    }));
});
