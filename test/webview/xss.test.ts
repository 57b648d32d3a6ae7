import type { Row } from '../../common/model/index.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Header } from '../../common/protocol/view/index.ts';
import { bruno, carla, group, noon, row, snapshot } from '../support/view-samples.ts';
import { payloads } from './corpus/xss.ts';
import { describePage, withChat } from './harness/browser.ts';

/** So that every message is in the document. */
const tall = { height: 12_000 };

/** What left the page, and what ran in it. */
const watch = async (page: Page): Promise<{ readonly requests: string[]; readonly ran: () => Promise<number> }> => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('framenavigated', (frame) => requests.push(`navigated to ${frame.url()}`));
  page.on('popup', () => requests.push('popup'));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => requests.push('dialog')));
  await page.evaluate(() => Object.assign(globalThis, { ran: 0, xss: () => Object.assign(globalThis, { ran: 1 }) }));
  return { requests, ran: () => page.evaluate(() => Number(Reflect.get(globalThis, 'ran'))) };
};

/** Each payload between two harmless messages of somebody else, so that each stands for itself. */
const framed = (some: readonly string[]): readonly Row[] => [
  row(carla, 'first', noon),
  ...some.flatMap((payload) => [row(bruno, payload, noon), row(carla, 'harmless', noon)]),
];

/** What of the log is not where it belongs: rows beside the column or over each other, elements outside of their row. */
const misplaced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const log = document.querySelector('.log');
    const rows = [...document.querySelectorAll<HTMLElement>('.msg')];
    const wrong = log === null || log.scrollWidth > log.clientWidth ? ['the log is too wide'] : [];
    const column = rows[0]?.getBoundingClientRect();
    let bottom = Number.NEGATIVE_INFINITY;
    for (const one of rows) {
      const { left, right, top, bottom: end, height } = one.getBoundingClientRect();
      const text = (one.textContent ?? '').trim().slice(0, 80);
      if (left !== column?.left || right !== column.right) wrong.push(`beside the column: ${text}`);
      if (top < bottom - 0.5) wrong.push(`over another: ${text}`);
      if (text.endsWith('harmless') && height > 60) wrong.push(`stretched: ${text}`);
      for (const part of one.querySelectorAll('*'))
        if (['fixed', 'sticky'].includes(getComputedStyle(part).position)) wrong.push(`afloat: ${text}`);
      bottom = end;
    }
    return wrong;
  });

const allowed = 'P BR HR BLOCKQUOTE UL OL LI INPUT STRONG EM DEL A CODE PRE SPAN TABLE THEAD TBODY TR TH TD DIV BUTTON';
/** Elements and attributes of messages that are on no list of ours. */
const strangers = (page: Page): Promise<string[]> =>
  page.evaluate((names) => {
    const known = new Set(names.split(' '));
    const attributes =
      /^(class|dir|role|title|tabindex|type|checked|disabled|start|align|data-char|aria-(label|hidden|expanded))$/;
    return [...document.querySelectorAll('.msg-text *')].flatMap((element) => [
      ...(known.has(element.tagName) ? [] : [element.tagName]),
      ...[...element.attributes].map(({ name }) => name).filter((name) => !attributes.test(name)),
    ]);
  }, allowed);

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

describePage('hostile content', () => {
  it('is a corpus worth the name', () => expect(payloads.length).toBeGreaterThanOrEqual(600));

  it('in messages runs nothing, fetches nothing, and leaves its neighbours alone', () =>
    withChat(snapshot(), tall, async ({ page, show }) => {
      const { requests, ran } = await watch(page);
      for (const some of chunks(payloads, 40)) {
        await show(snapshot({ rows: framed(some) }));
        expect(await page.locator('.msg').count()).toBe(2 * some.length + 1);
        expect(await misplaced(page)).toEqual([]);
        expect(await strangers(page)).toEqual([]);
      }
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));

  it('leads nowhere but to a question when all of it is clicked', () =>
    withChat(snapshot({ canInsert: true }), tall, async ({ page, show, said }) => {
      const { requests, ran } = await watch(page);
      for (const some of chunks(payloads, 100)) {
        await show(snapshot({ canInsert: true, rows: framed(some) }));
        await page.evaluate(() => {
          for (const element of document.querySelectorAll<HTMLElement>('.msg-text *'))
            for (const type of ['pointerdown', 'mouseover', 'focus', 'click', 'auxclick', 'dragstart', 'submit'])
              element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
        });
      }
      const urls = (await said('openLink')).map((params) => (params as { url: string }).url);
      expect(urls.length).toBeGreaterThan(20);
      expect(urls.filter((url) => !/^(https?:\/\/[^/]+|mailto:)[\x21-\x7e]*$/.test(url))).toEqual([]);
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));

  it('in names of people and rooms is only text', () =>
    withChat(snapshot(), {}, async ({ page, show }) => {
      const { requests, ran } = await watch(page);
      for (const [at, name] of payloads.entries()) {
        if (at % 4 !== 0) continue; // the same places for all: a quarter is plenty
        const who = { identity: 'e'.repeat(64), username: name };
        const header: Header = {
          ...group,
          name,
          members: [...group.members, { ...who, presence: 'online', owner: false }],
        };
        const conversations = [
          { room: group.room, kind: 'group' as const, name, unread: 1, mentions: 0, muted: false },
        ];
        await show(snapshot({ header, conversations, rows: [row(carla, 'first', noon), row(who, 'harmless', noon)] }));
        expect(await misplaced(page), name).toEqual([]);
      }
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));

  it('in names that are called, in what is answered and in who is typing is only text', () =>
    withChat(snapshot(), tall, async ({ page, show }) => {
      const { requests, ran } = await watch(page);
      const markup = () => page.locator(':is(.quote, .typing, .at) :not(span, b, i)').count();
      for (const some of chunks(payloads, 40)) {
        const rows = some.flatMap((payload) => {
          const who = { identity: 'e'.repeat(64), username: payload.slice(0, 40) };
          return [
            row(carla, `**bold** @${who.username} and @Bruno Sato`, noon, { mentions: [who, bruno] }),
            row(bruno, 'answer', noon, { quote: { id: 'f'.repeat(64), author: who, content: payload } }),
          ];
        });
        await show(snapshot({ rows }));
        await page.evaluate(
          ([typing]) => fakeHost.pushDelta({ rev: 2, typing: typing ?? [] }),
          [some.slice(0, 2).map((username) => ({ identity: 'e'.repeat(64), username }))],
        );
        await page.locator('.dots').waitFor();
        expect(await misplaced(page)).toEqual([]);
        expect(await strangers(page)).toEqual([]);
        expect(await markup()).toBe(0);
        expect(await page.locator('.at').count()).toBeGreaterThan(some.length / 2);
      }
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));
});
