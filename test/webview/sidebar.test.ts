import { expect, it } from 'vitest';
import type { Screen, ViewCommand } from '../../common/protocol/view/index.ts';
import { bruno, connected, group, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';
import { states } from './harness/states.ts';

const unreadElsewhere = states.pick.conversations;
const { header: _, ...unheaded } = states.pick;

describePage('screens and sidebar', () => {
  it('switches between conversations', () =>
    withChat(states.pick, { kind: 'view', width: 240 }, async ({ page, said, show }) => {
      await page.getByRole('button', { name: /^parser-rewrite/ }).click();
      await expect.poll(() => said('open')).toEqual([{ room: '3'.repeat(64) }]);
      await show(states.room);
      await page.getByRole('button', { name: 'All conversations, 124 unread elsewhere' }).click();
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
    ['closed', 'Go Online', 'connect'],
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
      await page.getByRole('img', { name: 'Connected to 2 people (tracker offline)' }).waitFor();
      await page.getByRole('button', { name: 'Retry Now' }).click();
      await expect.poll(() => said('command')).toEqual([{ command: 'connect', room: group.room }]);
    }));

  it('says nothing of links in the list of conversations, which knows none', () =>
    withChat(
      { ...unheaded, connection: states.trouble.connection ?? connected },
      { kind: 'view' },
      async ({ page }) => {
        await page.getByText('Can’t reach the tracker.').waitFor();
        expect(await page.locator('.banner').innerText()).not.toMatch(/saved and sent|connected to/);
      },
    ));

  it('counts down in minutes where the tracker asks to wait for long', () =>
    withChat(
      {
        ...states.trouble,
        connection: { ...connected, state: 'waiting', cause: 'RATE_LIMITED', retryAt: Date.now() + 1_790_000 },
      },
      {},
      async ({ page }) => {
        await page.getByText('Trying again in 30 min.').waitFor();
      },
    ));

  it('promises nothing of what is written on a device that was signed out', () =>
    withChat(
      { ...states.offline, connection: { ...connected, state: 'offline', cause: 'REVOKED' } },
      {},
      async ({ page }) => {
        await page.getByText('You can still read what is here.').waitFor();
        expect(await page.getByText('saved and sent later').count()).toBe(0);
      },
    ));

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

  it('has what answers, its way out and the button that sends in a low view', () =>
    withChat(states.room, { kind: 'view', width: 240, height: 150 }, async ({ page }) => {
      await page.locator('.msg').last().press('r');
      for (const name of ['Cancel Reply', 'Send']) {
        const box = await page.getByRole('button', { name, exact: true }).boundingBox();
        expect((box?.x ?? 999) + (box?.width ?? 0), name).toBeLessThanOrEqual(240);
        expect((box?.y ?? 999) + (box?.height ?? 0), name).toBeLessThanOrEqual(150);
      }
    }));

  it('leaves room for the newest message in a low view though the tracker is away', () =>
    withChat(states.trouble, { kind: 'view', width: 215, height: 125 }, async ({ page }) => {
      await page.getByRole('button', { name: 'Retry Now' }).waitFor();
      const log = await page.locator('.log').boundingBox();
      expect(log?.height ?? 0).toBeGreaterThanOrEqual(22);
    }));

  it('has no mark at all in its header while all is well', () =>
    withChat(snapshot(), {}, async ({ page }) => {
      await page.locator('.head').waitFor();
      expect(await page.locator('.health').count()).toBe(0);
      expect(await page.locator('.head').innerText()).toMatch(/^#link-layer\s+B\s*C\s*D\s+4\s+4 members$/);
    }));

  it('has one calm dot while there is something to know', () =>
    withChat(
      snapshot({ connection: { ...connected, address: '192.168.1.20:6060', loopback: false } }),
      {},
      async ({ page }) => {
        await page.getByRole('img', { name: 'The link to the tracker at 192.168.1.20:6060 is not.' }).waitFor();
      },
    ));

  it.each([170, 200, 240, 640])('shows at least the beginning of the name, %i wide', (width) =>
    withChat(
      snapshot({ header: { ...group, name: 'general', muted: true }, conversations: unreadElsewhere }),
      { kind: 'view', width },
      async ({ page }) => {
        const name = page.locator('.head h2');
        const shown = await name.evaluate(({ clientWidth, scrollWidth }) => clientWidth / scrollWidth);
        expect(shown).toBeGreaterThan(0.99);
        expect(await page.getByRole('button', { name: 'Find in Conversation' }).count()).toBe(width < 230 ? 0 : 1);
        const right = await page.locator('.head .more').evaluate((one) => one.getBoundingClientRect().right);
        expect(right).toBeLessThanOrEqual(width);
        const field = await page.locator('tk-text-area.field').boundingBox();
        expect(field?.height ?? Infinity).toBeLessThan(45); // one line
      },
    ),
  );

  it('finds from its header', () =>
    withChat(snapshot({ rows: [row(bruno, 'hello', noon)] }), {}, async ({ page }) => {
      await page.getByRole('button', { name: 'Find in Conversation' }).click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.find') !== null)).toBe(true);
    }));

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
        await page.getByRole('textbox', { name: 'Mensagem para #link-layer' }).waitFor();
        await page.getByRole('button', { name: 'Enviar' }).waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
      },
    ));

  it('says in an empty room who is here and how others come, and hands over what they need', () =>
    withChat(
      { ...states.empty, header: group, connection: { ...connected, team: ['192.168.1.20:6060', '10.0.0.7:6060'] } },
      {},
      async ({ page, said }) => {
        await page.getByText('Here with you: Bruno Sato, Carla Pires and Diego Alencar').waitFor();
        await page.getByText('Teammates choose Set Up and enter 192.168.1.20:6060.').waitFor();
        await page.getByRole('button', { name: 'Copy Tracker Address' }).click();
        await page.getByRole('button', { name: 'Copy Link to Room' }).click();
        await expect
          .poll(() => said('command'))
          .toEqual(['copyTrackerAddress', 'copyLink'].map((command) => ({ command, room: group.room })));
        await page.evaluate((one) => fakeHost.pushDelta({ rev: 2, rows: [one] }), row(bruno, 'hello', noon));
        await expect.poll(() => page.getByText('Teammates').count()).toBe(0);
      },
    ));

  it('says in an empty room that nobody else can come, and follows what changes', () => {
    const alone = { ...group, members: group.members.filter(({ username }) => username === 'Ana Lima') };
    const snap = { ...states.empty, header: alone, connection: { ...connected, team: [] } };
    return withChat(snap, {}, async ({ page }) => {
      await page.getByText('You’re the only one here so far.').waitFor();
      await page.getByText('Your tracker can only be reached from this computer.').waitFor();
      await page.getByRole('button', { name: 'Open It to My Network' }).waitFor();
      await page.evaluate((connection) => fakeHost.pushDelta({ rev: 2, connection }), {
        ...connected,
        team: ['lab:6060'],
      });
      await page.getByText('Teammates choose Set Up and enter lab:6060.').waitFor();
    });
  });
});
