import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Row } from '../../common/protocol/view/index.ts';
import { bruno, carla, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { namePayloads, payloads } from './corpus/xss.ts';
import { describePage, withChat, drawn } from './harness/browser.ts';

const batch = 20;

/** Payloads between harmless neighbours, whose places tell whether anything broke out of its row. */
const between = (texts: readonly string[]): Row[] =>
  texts.flatMap((text, i) => [
    row(bruno, `before ${i}`, noon + 2 * i * minute),
    row(carla, text, noon + (2 * i + 1) * minute),
  ]);

/** Calls of the canary, and requests for anything but the page's own files. */
const watch = async (page: Page): Promise<{ readonly requests: string[]; readonly calls: () => Promise<number> }> => {
  const requests: string[] = [];
  const origin = new URL(page.url()).origin;
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) requests.push(request.url());
  });
  page.on('dialog', (dialog) => {
    requests.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => requests.push(`navigated to ${frame.url()}`));
  await page.evaluate(() => {
    Object.assign(globalThis, { called: 0, xss: () => Object.assign(globalThis, { called: 1 }) });
  });
  return { requests, calls: () => page.evaluate(() => (globalThis as unknown as { called: number }).called) };
};

/** Moves over and clicks what a curious person would, but our own buttons. */
const curious = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll('.msg-text *')) {
      if (element.closest('button') !== null) continue;
      for (const name of ['mouseover', 'focus', 'pointerenter', 'toggle', 'load', 'error'])
        element.dispatchEvent(new Event(name, { bubbles: true }));
      (element as HTMLElement).click?.();
    }
  });

const foreign = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const allowed = new Set(
      'p br hr blockquote ul ol li input strong em del a code pre span table thead tbody tr th td div button'.split(
        ' ',
      ),
    );
    return [...document.querySelectorAll('.msg-text, .msg-text *')].flatMap((element) => {
      const bad = [...element.attributes].filter(({ name }) =>
        /^on|^(?:src|srcset|href|style|id|name|action|form)/.test(name),
      );
      const known = allowed.has(element.localName);
      return known && bad.length === 0 ? [] : [element.outerHTML.slice(0, 200)];
    });
  });

const expectNeighboursInPlace = async (page: Page): Promise<void> => {
  const outside = await page.evaluate(() => {
    const log = document.querySelector('[role=log]')?.getBoundingClientRect();
    return [...document.querySelectorAll('.msg')]
      .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent ?? '' }))
      .filter(
        ({ box }) => log !== undefined && (box.left < log.left - 1 || box.right > log.right + 1 || box.height > 700),
      )
      .map(({ text }) => text.slice(0, 80));
  });
  expect(outside).toEqual([]);
};

describePage('hostile words', () => {
  it('are at least two hundred', () => {
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(200);
  });

  it('as messages run nothing, fetch nothing and stay in their rows', { timeout: 240_000 }, () =>
    withChat(snapshot({ rows: [] }), {}, async ({ page, show, said }) => {
      const { requests, calls } = await watch(page);
      for (let at = 0; at < payloads.length; at += batch) {
        const rows = between(payloads.slice(at, at + batch));
        await show(snapshot({ rows, rev: at + 1 }));
        expect(await foreign(page), `payloads from ${at}`).toEqual([]);
        const shown = await page.locator('.msg-text', { hasText: /^before \d+$/ }).count();
        expect(shown, `neighbours from ${at}`).toBe(rows.length / 2);
        await expectNeighboursInPlace(page);
        await curious(page);
        await drawn(page);
        expect(await calls(), `payloads from ${at}`).toBe(0);
        expect(requests, `payloads from ${at}`).toEqual([]);
      }
      for (const { url } of (await said('openLink')) as { url: string }[])
        expect(url).toMatch(/^(?:https?:\/\/|mailto:)/);
    }),
  );

  it('as names, in every place that shows one', { timeout: 120_000 }, () =>
    withChat(snapshot({ rows: [] }), {}, async ({ page, show }) => {
      const { requests, calls } = await watch(page);
      for (const [i, name] of namePayloads.entries()) {
        const who = { identity: bruno.identity, username: name };
        const header = { ...group, name, members: [{ ...who, online: true, owner: true }] };
        await show(snapshot({ rev: i + 1, rows: [row(who, 'hello', noon), row(carla, 'hi', noon + minute)], header }));
        expect(await page.locator('.msg').count(), name).toBe(2);
        expect(await calls(), name).toBe(0);
      }
      expect(requests).toEqual([]);
    }),
  );

  it('a bomb stops the page for less than half a second', { timeout: 120_000 }, () =>
    withChat(snapshot({ rows: [] }), {}, async ({ show }) => {
      const bombs = [
        '>'.repeat(8000),
        '- '.repeat(4000),
        '['.repeat(8000),
        '*a'.repeat(4000),
        '`'.repeat(8000),
        '![['.repeat(2500),
        `${'|a'.repeat(2000)}|\n${'|-'.repeat(2000)}|\n`.repeat(2),
        '<a><b>'.repeat(1300),
        '&amp;'.repeat(1600),
        '\\*'.repeat(4000),
        '_a_ '.repeat(2000),
        '1. '.repeat(2600),
        'https://a.example/'.repeat(440),
        `${'#'.repeat(6)} x\n`.repeat(1000),
        '```\n'.repeat(2000),
      ];
      for (const [i, bomb] of bombs.entries()) {
        const next = snapshot({ rev: i + 1, rows: [row(bruno, bomb, noon), row(carla, 'after', noon + minute)] });
        const began = performance.now();
        await show(next);
        expect(performance.now() - began, bomb.slice(0, 8)).toBeLessThan(500);
      }
    }),
  );
});
