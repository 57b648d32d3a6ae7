import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bruno, carla, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, toComposer, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';
import { states } from './harness/states.ts';

const rows = [row(bruno, 'one', noon), row(carla, 'two', noon + minute), row(bruno, 'three', noon + 2 * minute)];
const focusedText = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.querySelector('.msg-text')?.textContent ?? document.activeElement?.localName ?? '',
  );

describePage('access', () => {
  it('works by keyboard alone: from the composer to the messages, among them, and back', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await toComposer(page);
      await expect.poll(() => focusedText(page)).toBe('tk-text-area');
      await page.keyboard.press('Shift+Tab');
      expect(await focusedText(page)).toBe('three');
      for (const [key, text] of [
        ['ArrowUp', 'two'],
        ['Home', 'one'],
        ['ArrowUp', 'one'],
        ['End', 'three'],
        ['ArrowUp', 'two'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await focusedText(page)).toBe(text);
      }
      await page.keyboard.press('Escape');
      expect(await focusedText(page)).toBe('tk-text-area');
      await page.keyboard.press('Shift+Tab');
      expect(await focusedText(page)).toBe('two');
    }));

  it('retries by keyboard', () =>
    withChat(snapshot({ rows }), { sending: 'OFFLINE' }, async ({ page }) => {
      await toComposer(page);
      await page.keyboard.type('hello');
      await page.keyboard.press('Enter');
      await page.locator('.failed').waitFor();
      await page.evaluate(() => {
        fakeHost.sending = 'ok';
      });
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.locator('.state.sent').waitFor();
      expect(await focusedText(page)).toBe('tk-text-area');
    }));

  it('shows the members in a dialog that Escape closes', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await page.getByRole('button', { name: '4 members' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Members' });
      expect(await dialog.getByRole('listitem').count()).toBe(4);
      await keepPicture(page, 'members');
      await page.keyboard.press('Escape');
      await expect.poll(() => dialog.count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('members');
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Message Carla Pires' }).click();
      expect(await said('command')).toEqual([{ command: 'messagePerson', room: group.room, user: carla.identity }]);
    }));

  it('leads from person to person with the arrows; the Tab key stops there once', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      await page.getByRole('button', { name: '4 members' }).press('Enter');
      const buttons = page.getByRole('dialog', { name: 'Members' }).getByRole('button');
      const stops = () => buttons.evaluateAll((all) => all.map((one) => (one as HTMLElement).tabIndex));
      const here = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      expect(await stops()).toEqual([0, -1, -1]);
      for (const [key, name] of [
        ['ArrowUp', 'Bruno Sato'],
        ['ArrowDown', 'Carla Pires'],
        ['End', 'Diego Alencar'],
        ['ArrowDown', 'Diego Alencar'],
        ['Home', 'Bruno Sato'],
        ['ArrowDown', 'Carla Pires'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await here(), key).toBe(`Message ${name}`);
      }
      expect(await stops()).toEqual([-1, 0, -1]);
      await page.keyboard.press('Tab');
      expect(await here()).not.toMatch(/^Message (?:Bruno|Diego)/);
    }));

  it('names messages for screen readers, and says new ones once, in a region of their own', () =>
    withChat(snapshot({ rows }), {}, async ({ page }) => {
      expect(await page.getByRole('main').count()).toBe(1);
      expect(await page.getByRole('log', { name: 'Messages in #link-layer' }).getAttribute('aria-live')).toBe('off');
      expect(await page.getByRole('article', { name: 'Carla Pires, 12:01, two' }).getAttribute('aria-posinset')).toBe(
        '2',
      );
      await page.evaluate((delta) => fakeHost.pushDelta(delta), {
        rev: 2,
        rows: [row(bruno, 'four', noon + 3 * minute)],
      });
      await expect.poll(() => page.locator('body > [aria-live=polite]').innerText()).toBe('Bruno Sato: four');
    }));

  it('tells the host where the focus is', () =>
    withChat(snapshot({ rows }), {}, async ({ page, said }) => {
      await page.getByRole('textbox').focus();
      await expect.poll(async () => (await said('focus')).at(-1)).toEqual({ chat: true, composer: true });
    }));

  it('never overflows sideways', async () => {
    const long = { ...states.room, rows: [...states.room.rows, row(bruno, 'x'.repeat(400), noon)] };
    for (const width of [200, 240, 480, 1400])
      await withChat(states.loading, { width, kind: 'view' }, async ({ page }) => {
        const over = await page.evaluate(
          async (all) => {
            const found: string[] = [];
            for (const [name, state] of Object.entries(all)) {
              fakeHost.pushSnapshot(state);
              await probes.settled();
              const wide = [
                document.documentElement,
                ...document.querySelectorAll('.log, .switcher, .head, .composer'),
              ];
              for (const { scrollWidth, clientWidth, className, localName } of wide)
                if (scrollWidth > clientWidth) found.push(`${name}: ${className || localName}`);
            }
            return found;
          },
          { ...states, wide: long },
        );
        expect(over, `at ${width}`).toEqual([]);
      });
  });

  it('offers targets of at least 24 by 24 pixels', () =>
    withChat(states.loading, { width: 240, kind: 'view' }, async ({ page }) => {
      const small = await page.evaluate(async (all) => {
        const found: string[] = [];
        let seen = 0;
        for (const [name, state] of Object.entries(all)) {
          fakeHost.pushSnapshot(state);
          await probes.settled();
          const targets = [...document.querySelectorAll('button, tk-button')].filter((one) => one.checkVisibility());
          seen += targets.length;
          for (const one of targets) {
            const { width, height } = one.getBoundingClientRect();
            if (width < 24 || height < 24) found.push(`${name}: ${one.className}`);
          }
        }
        return seen === 0 ? ['there are none'] : found;
      }, states);
      expect(small).toEqual([]);
    }));

  it('holds still for who asks for it', () =>
    withChat(states.room, { reducedMotion: 'reduce' }, async ({ page }) => {
      const moving = await page.evaluate(async (all) => {
        const found: string[] = [];
        for (const [name, state] of Object.entries(all)) {
          fakeHost.pushSnapshot(state);
          await probes.drawn();
          found.push(...probes.animations().map(({ id, playState }) => `${name}: ${id} ${playState}`));
        }
        return found;
      }, states);
      expect(moving).toEqual([]);
    }));
});
