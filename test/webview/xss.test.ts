import type { Row, Who } from '../../common/model/index.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Header, Snapshot } from '../../common/protocol/view/index.ts';
import { bruno, carla, group, noon, row, snapshot } from '../support/view-samples.ts';
import { payloads } from './corpus/xss.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

/** So that every message is in the document. */
const tall = { height: 6000 };

/** What left the page, and what ran in it. */
const watch = async (page: Page): Promise<{ readonly requests: string[]; readonly ran: () => Promise<number> }> => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('framenavigated', (frame) => requests.push(`navigated to ${frame.url()}`));
  page.on('popup', () => requests.push('popup'));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => requests.push('dialog')));
  await page.evaluate(() => Object.assign(globalThis, { ran: 0, xss: () => Object.assign(globalThis, { ran: 1 }) }));
  const ran = async (): Promise<number> => {
    await drawn(page); // what the last of them might do belongs to it
    return page.evaluate(() => Number(Reflect.get(globalThis, 'ran')));
  };
  return { requests, ran };
};

/** Each payload between two harmless messages of somebody else, so that each stands for itself. */
const framed = (some: readonly string[]): readonly Row[] => [
  row(carla, 'first', noon),
  ...some.flatMap((payload) => [row(bruno, payload, noon), row(carla, 'harmless', noon)]),
];

/** Shows this, with somebody typing, and says what came of it. */
const shown = (page: Page, rows: readonly Row[], typing: readonly Who[] = []) =>
  page.evaluate(
    async ({ next, who }) => {
      fakeHost.pushSnapshot(next);
      fakeHost.pushDelta({ rev: next.rev + 1, typing: who });
      await probes.settled();
      return {
        messages: document.querySelectorAll('.msg').length,
        wrong: [...probes.misplaced(), ...probes.strangers()],
        dots: document.querySelectorAll('.dots').length,
        calls: document.querySelectorAll('.at').length,
        markup: document.querySelectorAll(':is(.quote, .typing, .at) :not(span, b, i)').length,
      };
    },
    { next: snapshot({ rows }), who: [...typing] },
  );

/** A conversation of that name, with somebody of that name. */
const called = (name: string): Snapshot => {
  const who = { identity: 'e'.repeat(64), username: name };
  const members: Header['members'] = [...group.members, { ...who, presence: 'online', owner: false }];
  const conversations = [{ room: group.room, kind: 'group' as const, name, unread: 1, mentions: 0, muted: false }];
  const rows = [row(carla, 'first', noon), row(who, 'harmless', noon)];
  return snapshot({ header: { ...group, name, members }, conversations, rows });
};

/** Few at a time: each costly message makes the page draw once more. */
const size = 10;
const chunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

describePage('hostile content', () => {
  it('is a corpus worth the name', () => expect(payloads.length).toBeGreaterThanOrEqual(600));

  it('in messages runs nothing, fetches nothing, and leaves its neighbors alone', () =>
    withChat(snapshot(), tall, async ({ page }) => {
      const { requests, ran } = await watch(page);
      for (const some of chunks(payloads)) {
        const { messages, wrong } = await shown(page, framed(some));
        expect(messages).toBe(2 * some.length + 1);
        expect(wrong).toEqual([]);
      }
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));

  it('leads nowhere but to a question when all of it is clicked', () =>
    withChat(snapshot({ canInsert: true }), tall, async ({ page, show, said }) => {
      const { requests, ran } = await watch(page);
      for (const some of chunks(payloads)) {
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
    withChat(snapshot(), {}, async ({ page }) => {
      const { requests, ran } = await watch(page);
      // the same places for all: a quarter is plenty
      const names = payloads.filter((_, at) => at % 4 === 0);
      const wrong = await page.evaluate(async (all) => {
        const found: (readonly [string, readonly string[]])[] = [];
        for (const next of all) {
          fakeHost.pushSnapshot(next);
          await probes.heard();
          const missing = document.querySelectorAll('.msg').length === 2 ? [] : ['not drawn'];
          found.push([next.header?.name ?? '', [...probes.misplaced(), ...missing]]);
        }
        return found.filter(([, lines]) => lines.length > 0);
      }, names.map(called));
      expect(wrong).toEqual([]);
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));

  it('in names that are called, in what is answered and in who is typing is only text', () =>
    withChat(snapshot(), tall, async ({ page }) => {
      const { requests, ran } = await watch(page);
      for (const some of chunks(payloads)) {
        const rows = some.flatMap((payload) => {
          const who = { identity: 'e'.repeat(64), username: payload.slice(0, 40) };
          return [
            row(carla, `**bold** @${who.username} and @Bruno Sato`, noon, { mentions: [who, bruno] }),
            row(bruno, 'answer', noon, { quote: { id: 'f'.repeat(64), author: who, content: payload } }),
          ];
        });
        const typing = some.slice(0, 2).map((username) => ({ identity: 'e'.repeat(64), username }));
        const { wrong, markup, dots, calls } = await shown(page, rows, typing);
        expect(wrong).toEqual([]);
        expect({ markup, dots }).toEqual({ markup: 0, dots: 1 });
        expect(calls).toBeGreaterThan(some.length / 2);
      }
      expect({ requests, ran: await ran() }).toEqual({ requests: [], ran: 0 });
    }));
});
