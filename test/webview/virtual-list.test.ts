import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import { appearance, bruno, carla, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, setTheme, withChat, type Chat } from './harness/browser.ts';

// Only lines near to what is in sight are in the document, and whatever happens, what is being read stays on its pixel.

const words = [
  'Yes.',
  'A longer one, which takes two lines in a window that is as narrow as this one is here. '.repeat(2),
];
const code = `\`\`\`ts\n${'const a = 1;\n'.repeat(30)}\`\`\``;
/** `count` messages of very different heights. */
const talk = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => {
    const text = n % 13 === 0 ? code : (words[n % 2] ?? '');
    return row(n % 3 === 0 ? carla : bruno, `${n}:\n\n${text}`, noon - (count - n) * minute);
  });

const sight = (page: Page): Promise<Record<string, number>> => page.evaluate(() => probes.inSight());

/** Every message that was in sight is where it was. */
const expectStill = async (page: Page, before: Record<string, number>): Promise<void> => {
  const after = await page.evaluate(() => probes.inSight(300));
  expect(Object.keys(before).length).toBeGreaterThan(1);
  for (const [key, top] of Object.entries(before))
    expect(Math.abs((after[key] ?? Number.NaN) - top), key).toBeLessThan(1);
};

const scrollTo = async (page: Page, top: number): Promise<void> => {
  await page.locator('.log').evaluate((log, y) => log.scrollTo(0, y), top);
  await drawn(page);
};
/** Turns the wheel, and waits until that has moved the log and it has come to rest. */
const wheel = async (page: Page, by: number): Promise<void> => {
  const log = page.locator('.log');
  const top = (): Promise<number> => log.evaluate(({ scrollTop }) => scrollTop);
  await log.hover();
  const before = await top();
  await page.mouse.wheel(0, by);
  await expect.poll(top).not.toBe(before);
  for (let last = before, now = await top(); now !== last; [last, now] = [now, await top()]) await drawn(page);
};
const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector('.msg-text')?.textContent?.split(':')[0] ?? '');

const long = (use: (chat: Chat, rows: readonly Row[]) => Promise<void>): Promise<void> => {
  const rows = talk(1000);
  return withChat(snapshot({ rows }), {}, (chat) => use(chat, rows));
};

describePage('a long conversation', () => {
  it('has only what is near in the document, and says where each message stands', () =>
    long(async ({ page }) => {
      await drawn(page);
      expect(await page.locator('article').count()).toBeLessThan(80);
      expect(await page.locator('article').last().getAttribute('aria-posinset')).toBe('1000');
      expect(await page.locator('article').last().getAttribute('aria-setsize')).toBe('1000');
      await scrollTo(page, 0);
      expect(await page.locator('article').count()).toBeLessThan(80);
      expect(await page.locator('article').first().getAttribute('aria-posinset')).toBe('1');
    }));

  it('never shows an empty place, however one scrolls, and moves as far as the wheel says', () =>
    long(async ({ page }) => {
      await drawn(page);
      for (const by of [-400, -700, -5000, -300, 900, -250, -12_000, 4000, -350, 120]) {
        const before = await sight(page);
        await wheel(page, by);
        await expect.poll(async () => Object.keys(await sight(page)).length).toBeGreaterThan(0);
        if (Math.abs(by) > 400) continue;
        const kept = Object.entries(await sight(page)).filter(([key]) => before[key] !== undefined);
        expect(kept.length, `after ${by}`).toBeGreaterThan(0);
        for (const [key, top] of kept)
          expect(Math.abs(top - ((before[key] ?? 0) - by)), `${key} by ${by}`).toBeLessThan(1);
      }
    }));

  it('draws lines ahead, and none while those that are drawn are enough', () =>
    long(async ({ page }) => {
      await drawn(page);
      await page.evaluate(() => {
        const came = { rows: 0 };
        Object.assign(globalThis, { came });
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes)
            came.rows += [...addedNodes].filter((one) => one instanceof Element && one.matches('.row')).length;
        }).observe(document.querySelector('.run') ?? document.body, { childList: true });
      });
      const came = (): Promise<number> =>
        page.evaluate(() => (globalThis as unknown as { came: { rows: number } }).came.rows);
      await wheel(page, -600);
      const before = await came();
      expect(before).toBeGreaterThan(0);
      for (const by of [-20, 20, -30, 10, 20]) await wheel(page, by);
      expect(await came()).toBe(before);
      await wheel(page, -1000);
      expect(await came()).toBeGreaterThan(before);
      expect(await came()).toBeLessThan(before + 40);
    }));

  it('stands still while messages come at the end, and while one comes late, above', () =>
    long(async ({ page }, rows) => {
      await scrollTo(page, 20_000);
      const before = await sight(page);
      const late = row(bruno, `late: ${words[1]}`, (rows[10]?.at ?? 0) + 1000);
      await page.evaluate((delta) => fakeHost.pushDelta(delta), {
        rev: 2,
        rows: [late, ...talk(3).map((one, n) => ({ ...one, order: `f${n}`, id: `${n}`.repeat(64) }))],
      });
      await page.getByRole('button', { name: '3 new' }).waitFor();
      await expectStill(page, before);
    }));

  it('keeps what is read when the width, the font or the theme changes', () =>
    long(async ({ page }) => {
      await scrollTo(page, 20_000);
      const bottomOfFirst = (): Promise<number> =>
        page.evaluate(() => {
          const key = (globalThis as { held?: string }).held;
          const edge = document.querySelector('.log')?.getBoundingClientRect().top ?? 0;
          const all = [...document.querySelectorAll<HTMLElement>('.row .msg')];
          const found =
            key === undefined
              ? all.find((one) => one.getBoundingClientRect().bottom > edge)
              : all.find((one) => one.dataset['key'] === key);
          if (found !== undefined) Object.assign(globalThis, { held: found.dataset['key'] });
          return (found?.getBoundingClientRect().bottom ?? Number.NaN) - edge;
        });
      const before = await bottomOfFirst();
      await page.setViewportSize({ width: 420, height: 720 });
      await expect.poll(async () => Math.abs((await bottomOfFirst()) - before)).toBeLessThan(1);
      await page.evaluate((delta) => fakeHost.pushDelta(delta), {
        rev: 2,
        appearance: { ...appearance, fontSize: 17 },
      });
      await drawn(page);
      await expect.poll(async () => Math.abs((await bottomOfFirst()) - before)).toBeLessThan(1);
      await setTheme(page, 'light');
      expect(Math.abs((await bottomOfFirst()) - before)).toBeLessThan(1);
    }));

  it('unfolds code downwards, also at the very end', () =>
    withChat(snapshot({ rows: talk(40) }), {}, async ({ page }) => {
      await drawn(page);
      const button = page.getByRole('button', { name: /^Show all/ }).last();
      const head = page.locator('.code-head').last();
      const before = await head.boundingBox();
      await button.click();
      await drawn(page);
      expect((await head.boundingBox())?.y).toBeCloseTo(before?.y ?? Number.NaN, 0);
    }));

  it('keeps the message that has the focus, and goes on from it', () =>
    long(async ({ page }) => {
      await page.locator('article').last().focus();
      await page.keyboard.press('ArrowUp');
      expect(await focusedText(page)).toBe('998');
      await scrollTo(page, 5000);
      expect(await focusedText(page)).toBe('998');
      await page.keyboard.press('ArrowUp');
      expect(await focusedText(page)).toBe('997');
      const { y = -1, height = 0 } = (await page.locator('article:focus').boundingBox()) ?? {};
      expect(y).toBeGreaterThan(0);
      expect(y + height).toBeLessThan(720);
      for (const [key, text] of [
        ['Home', '0'],
        ['ArrowDown', '1'],
        ['End', '999'],
      ] as const) {
        await page.keyboard.press(key);
        expect(await focusedText(page)).toBe(text);
      }
      await page.keyboard.press('PageUp');
      const above = Number(await focusedText(page));
      expect(above).toBeLessThan(998);
      expect(above).toBeGreaterThan(970);
      await page.keyboard.press('PageDown');
      expect(Number(await focusedText(page))).toBeGreaterThan(above);
    }));

  it('puts the Tab key on a message in sight: nothing moves by itself', () =>
    long(async ({ page }) => {
      await scrollTo(page, 20_000);
      const before = await sight(page);
      await page.evaluate(() => fakeHost.focusComposer());
      for (let tabs = 0; tabs < 6 && (await focusedText(page)) === ''; tabs++) await page.keyboard.press('Shift+Tab');
      expect(await focusedText(page)).not.toBe('');
      await expectStill(page, before);
    }));

  it('loads what is older, page by page, and moves nothing', () => {
    const whole = talk(700);
    return withChat(snapshot({ rows: whole.slice(-200), hasOlder: true }), { whole }, async ({ page, said }) => {
      await drawn(page);
      for (let asked = 1; asked <= 3; asked++) {
        let before: Record<string, number> = {};
        while ((await said('history')).length < asked)
          // in one step, before the page can act on the scrolling
          before = await page.evaluate(async () => {
            await probes.settled();
            document.querySelector('.log')?.scrollBy(0, -500);
            return probes.inSight();
          });
        await expect.poll(() => page.getByText('Loading older messages…').count()).toBe(0);
        await drawn(page);
        await expectStill(page, before);
      }
      await expect.poll(() => page.locator('.older').count()).toBe(0);
      await page.locator('article').first().focus();
      await page.keyboard.press('Home');
      expect(await focusedText(page)).toBe('0');
    });
  });

  it('says what could not be loaded, and tries again when asked to', () => {
    const whole = talk(260);
    return withChat(snapshot({ rows: whole.slice(-200), hasOlder: true }), { whole }, async ({ page, said }) => {
      await page.evaluate(() => (fakeHost.failing = 1));
      await scrollTo(page, 0);
      await page.getByText('Couldn’t load older messages.').waitFor();
      await page.getByRole('button', { name: 'Retry' }).click();
      await expect.poll(() => said('history')).toHaveLength(2);
      await expect.poll(() => page.locator('.older').count()).toBe(0);
    });
  });
});
