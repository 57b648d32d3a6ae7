import { expect, it } from 'vitest';
import type { Screen, ViewCommand } from '../../common/protocol/view/index.ts';
import { connected, group, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { states } from './harness/states.ts';

describePage('screens and sidebar', () => {
  it('switches between conversations', () =>
    withChat(states.pick, { kind: 'view', width: 240 }, async ({ page, said, show }) => {
      await page.getByRole('button', { name: 'parser-rewrite' }).click();
      await expect.poll(() => said('open')).toEqual([{ room: '3'.repeat(64) }]);
      await show(states.room);
      await page.getByRole('button', { name: 'All conversations, 123 unread elsewhere' }).click();
      await expect.poll(() => said('open')).toHaveLength(2);
      expect((await said('open'))[1]).toEqual({ room: '' });
    }));

  it('has no way back in a panel', () =>
    withChat(states.room, {}, async ({ page }) => {
      expect(await page.locator('.back').count()).toBe(0);
    }));

  const buttons: readonly (readonly [Screen, string, ViewCommand])[] = [
    ['setUp', 'Set Up P2P Chat', 'setup'],
    ['signIn', 'Sign In', 'signIn'],
    ['signIn', 'Create Account', 'register'],
    ['otherWindow', 'Try Again', 'connect'],
    ['closed', 'Connect', 'connect'],
    ['pick', 'Create Room…', 'createRoom'],
    ['pick', 'Join Room…', 'joinRoom'],
  ];
  it('offers what helps on each screen', () =>
    withChat(states.loading, { kind: 'view' }, async ({ page, said, show }) => {
      for (const [screen, name, command] of buttons) {
        await show(snapshot({ screen }));
        await page.getByRole('button', { name }).click();
        await expect.poll(async () => (await said('command')).at(-1)).toEqual({ command });
      }
    }));

  it('says that the tracker is away, counts down, and tries again when asked', () =>
    withChat(states.trouble, {}, async ({ page, said }) => {
      await page.getByText(/Trying again in/).waitFor();
      await page.getByText('Connected to 2 people (tracker offline)').waitFor();
      await page.getByRole('button', { name: 'Retry Now' }).click();
      await expect.poll(() => said('command')).toEqual([{ command: 'connect', room: group.room }]);
    }));

  it('shows the whole newest message in a view of 125 pixels', () =>
    withChat(states.room, { kind: 'view', width: 240, height: 125 }, async ({ page }) => {
      const bottom = async (selector: string): Promise<number> => {
        const box = await page.locator(selector).last().boundingBox();
        return (box?.y ?? 0) + (box?.height ?? 0);
      };
      const newest = await page.locator('.log p').last().boundingBox();
      const head = await bottom('.head');
      const log = await bottom('.log');
      expect(newest?.y ?? 0).toBeGreaterThanOrEqual(head - 1);
      expect((newest?.y ?? 0) + (newest?.height ?? 0)).toBeLessThanOrEqual(log);
      expect(log - head).toBeGreaterThanOrEqual(44); // two lines
    }));

  it('leaves room for the newest message in a low view though the tracker is away', () =>
    withChat(states.trouble, { kind: 'view', width: 215, height: 125 }, async ({ page }) => {
      await page.getByRole('button', { name: 'Retry Now' }).waitFor();
      const log = await page.locator('.log').boundingBox();
      expect(log?.height ?? 0).toBeGreaterThanOrEqual(22);
    }));

  it.each([
    ['127.0.0.1:6060', 0],
    ['localhost:6060', 0],
    ['192.168.1.20:6060', 1],
    ['127.example.org:6060', 1],
  ])('with a tracker at %s marks an open connection %i times', (tracker, times) =>
    withChat(snapshot({ connection: { ...connected, tracker, insecure: true } }), {}, async ({ page }) => {
      expect(await page.getByRole('img', { name: 'The link to the tracker' }).count()).toBe(times);
    }),
  );

  it('says that a panel of another account is one', () =>
    withChat(snapshot({ screen: 'pick' }), {}, async ({ page, said }) => {
      await page.getByRole('heading', { name: 'This conversation belongs to another account' }).waitFor();
      await page.getByRole('button', { name: 'Open Room…' }).click();
      await expect.poll(() => said('command')).toEqual([{ command: 'openRoom' }]);
    }));

  it('speaks Portuguese when the host says so', () =>
    withChat(
      snapshot({ language: 'pt-BR', strings: { 'Message {0}': 'Mensagem para {0}', Send: 'Enviar' } }),
      {},
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Mensagem para link-layer' }).waitFor();
        await page.getByRole('button', { name: 'Enviar' }).waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
      },
    ));
});
