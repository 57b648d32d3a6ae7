import { expect, it } from 'vitest';
import type { ConversationItem } from '../../common/protocol/view/index.ts';
import { minute, noon, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat, type Chat } from './harness/browser.ts';
import { states } from './harness/states.ts';

const side = { kind: 'view', width: 240 } as const;
const room = (digit: string): string => digit.repeat(64);
const item = (digit: string, extra: Partial<ConversationItem> = {}): ConversationItem => ({
  room: room(digit),
  kind: 'group',
  name: `room ${digit}`,
  unread: 0,
  mentions: 0,
  muted: false,
  ...extra,
});
const list = (...conversations: readonly ConversationItem[]) => snapshot({ screen: 'pick', conversations });
const names = ({ page }: Chat): Promise<readonly string[]> => page.locator('.conversation-name').allInnerTexts();
const line = ({ page }: Chat, name: string) => page.locator('li', { has: page.getByText(name, { exact: true }) });

describePage('the list of conversations', () => {
  it('tells of each the last message, when it was, what is unread and how the other one is', () =>
    withChat(states.pick, side, async (chat) => {
      const words = async (name: string): Promise<string> =>
        (await line(chat, name).locator('.conversation').innerText()).replaceAll(/\s+/g, ' ');
      expect(await words('link-layer')).toMatch(
        /pinned .*\d\d:\d\d Bruno Sato: Two sleeps, one redial each\. It holds\./,
      );
      expect(await words('parser-rewrite')).toMatch(/Carla Pires: Rebased on main.* 3 3 unread$/);
      expect(await words('Bruno Sato')).toMatch(/online .*Yesterday You: Lunch at noon\?$/);
      expect(await words('Carla Pires')).toMatch(/do not disturb .*Yesterday Message deleted 1 1 unread$/);
      expect(await words('last year')).toMatch(/Deleted$/);
      expect(await words('elsewhere')).toMatch(/You left$/);
      expect(await line(chat, 'a-room-whose-name-is-rather-long-for-a-sidebar').locator('.count').innerText()).toBe(
        '120',
      );
    }));

  it('counts what mentions me apart, and is quiet about what is muted', () =>
    withChat(
      list(
        item('1', { unread: 5, mentions: 2 }),
        item('2', { unread: 1200, muted: true }),
        item('3', { unread: 4, mentions: 1, muted: true }),
      ),
      side,
      async (chat) => {
        const counted = (name: string) => line(chat, name).locator('.sr', { hasText: 'unread' }).innerText();
        expect(await counted('room 1')).toBe('5 unread, 2 mentions');
        expect(await counted('room 3')).toBe('4 unread, 1 mention');
        expect(await line(chat, 'room 2').locator('.count').innerText()).toBe('999+');
        const bold = (name: string) => line(chat, name).locator('.is-unread').count();
        expect([await bold('room 1'), await bold('room 2'), await bold('room 3')]).toEqual([1, 0, 1]);
      },
    ));

  it('is one stop of the Tab key; arrows go from line to line, Enter opens', () =>
    withChat(list(item('1'), item('2'), item('3')), side, async (chat) => {
      const { page, said } = chat;
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-room')?.[0]);
      await page.getByRole('button', { name: 'Create Room…' }).focus();
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('1');
      for (const [key, at] of [
        ['ArrowDown', '2'],
        ['End', '3'],
        ['ArrowDown', '3'],
        ['Home', '1'],
        ['ArrowUp', '1'],
        ['ArrowDown', '2'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await focused(), key).toBe(at);
      }
      // what can be done with this line is the next stop, and then the list ends
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('pin')).toEqual([{ room: room('2'), pinned: true }]);
      await page.keyboard.press('Tab');
      expect(await focused()).toBeUndefined();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      expect(await focused()).toBe('2');
      await page.keyboard.press('Enter');
      await expect.poll(() => said('open')).toEqual([{ room: room('2') }]);
    }));

  it('a pinned one is unpinned where its pin is', () =>
    withChat(list(item('1', { pinned: true })), side, async ({ page, said }) => {
      await page.locator('li').hover();
      await page.getByRole('button', { name: 'Unpin room 1' }).click();
      await expect.poll(() => said('pin')).toEqual([{ room: room('1'), pinned: false }]);
    }));

  it('nothing moves away under the pointer or the focus; the order follows when nobody is there', () =>
    withChat(list(item('1'), item('2'), item('3')), side, async (chat) => {
      const { page, show } = chat;
      const news = list(item('3', { unread: 1 }), item('4'), item('1'), item('2'));
      await page.locator('li').nth(1).hover();
      await show({ ...news, rev: 2 });
      expect(await names(chat)).toEqual(['room 4', 'room 1', 'room 2', 'room 3']);
      await page.mouse.move(0, 0);
      await show({ ...news, rev: 3 });
      expect(await names(chat)).toEqual(['room 3', 'room 4', 'room 1', 'room 2']);
      await page.locator('[data-room]').nth(3).focus();
      await show({ ...list(item('2'), item('1'), item('4'), item('3')), rev: 4 });
      expect(await names(chat)).toEqual(['room 3', 'room 4', 'room 1', 'room 2']);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('room 2');
    }));

  it('tells the menu of the editor which conversation it is about, and what can be done with it', () =>
    withChat(
      list(item('1', { mine: true, pinned: true, unread: 1 }), item('2', { readOnly: 'left' })),
      side,
      async ({ page }) => {
        const context = (n: number) =>
          page
            .locator('li')
            .nth(n)
            .getAttribute('data-vscode-context')
            .then((text) => JSON.parse(text ?? '{}') as unknown);
        expect(await context(0)).toMatchObject({
          webviewSection: 'conversation',
          webviewItem: 'room;joined;delete;pinned;unread',
          room: room('1'),
        });
        expect(await context(1)).toMatchObject({ webviewItem: 'room;left' });
      },
    ));

  it.each([170, 240, 600])(
    'fits in %i px: nothing is wider than the list, and name and count are to be seen',
    (width) =>
      withChat(states.pick, { kind: 'view', width }, async ({ page }) => {
        await drawn(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
        for (const box of await page.locator('.conversation-name, .count, .switcher time').all()) {
          const at = await box.boundingBox();
          expect(at?.width).toBeGreaterThan(8);
          expect((at?.x ?? 0) + (at?.width ?? 0)).toBeLessThanOrEqual(width);
        }
      }),
  );

  it('a room that I left offers the way back, and the way out of the list', () =>
    withChat(states.left, side, async ({ page, said }) => {
      await page.getByRole('button', { name: 'Join Again' }).click();
      await page.getByRole('button', { name: 'Remove from List' }).click();
      await expect.poll(() => said('command')).toMatchObject([{ command: 'joinRoom' }, { command: 'removeRoom' }]);
    }));

  it('an old message stands with its date', () =>
    withChat(
      list(
        item('1', { last: { author: 'bia', own: false, at: noon - 400 * 24 * 60 * minute, text: 'old' } }),
        item('2', { last: { author: 'bia', own: false, at: noon - 3 * 24 * 60 * minute, text: 'of this week' } }),
      ),
      side,
      async ({ page }) => {
        const times = await page.locator('.switcher time').allInnerTexts();
        expect(times[0]).toMatch(/^\d{2}\/\d{2}\/\d{4}$/);
        expect(times[1]).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/);
      },
    ));
});
