import { expect, it } from 'vitest';
import type { Screen, ViewCommand } from '../../common/protocol/view/index.ts';
import { group, snapshot } from '../support/view-samples.ts';
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
    ['signIn', 'Register', 'register'],
    ['otherWindow', 'Try Again', 'connect'],
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
      await page.getByText(/Next try in/).waitFor();
      await page.getByText('2 direct, no tracker').waitFor();
      await page.getByRole('button', { name: 'Retry Now' }).click();
      await expect.poll(() => said('command')).toEqual([{ command: 'connect', room: group.room }]);
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
