import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import { ana, appearance, bruno, carla, diego, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, withChat } from './harness/browser.ts';

const calling = (content: string, who = [ana, bruno]): Row => row(carla, content, noon, { mentions: who });
const chips = (page: Page): Promise<string[]> =>
  page.locator('.at').evaluateAll((all) => all.map((one) => `${one.className}: ${one.textContent}`));

const size = (page: Page): Promise<string> =>
  page
    .locator('.msg-text')
    .last()
    .evaluate((one) => getComputedStyle(one).fontSize);

describePage('mentions', () => {
  it.each<readonly [string, readonly string[]]>([
    ['@Ana Lima and @bruno sato, please', ['at me: @Ana Lima', 'at: @bruno sato']],
    ['**@Ana Lima** in bold, _@Bruno Sato_ slanted', ['at me: @Ana Lima', 'at: @Bruno Sato']],
    ['- one\n- @Bruno Sato\n\n> @Ana Lima', ['at: @Bruno Sato', 'at me: @Ana Lima']],
    ['no `@Ana Lima` and no [@Ana Lima](https://a.test)', []],
    ['```\n@Ana Lima\n```', []],
    ['mail@Ana Lima, @Ana Limax, @Carla Pires', []],
  ])('are marked in words only: %j', (content, expected) =>
    withChat(snapshot({ rows: [calling(content)] }), {}, async ({ page }) => {
      expect(await chips(page)).toEqual(expected);
    }),
  );

  it('mark the row that calls me, not the one in which I call myself', () => {
    const rows = [
      calling('@Ana Lima look'),
      row(ana, 'I am @Ana Lima', noon + minute, { mentions: [ana] }),
      calling('@Bruno Sato look', [bruno]),
    ];
    return withChat(snapshot({ rows }), {}, async ({ page }) => {
      expect(await page.locator('.msg.is-mention .msg-text').allInnerTexts()).toEqual(['@Ana Lima look']);
      const look = await page.locator('.msg.is-mention').evaluate((one) => {
        const { backgroundColor, boxShadow } = getComputedStyle(one);
        return [backgroundColor, boxShadow];
      });
      expect(look[0]).not.toBe('rgba(0, 0, 0, 0)');
      expect(look[1]).toContain('2px 0px 0px 0px inset');
      expect(
        await page
          .locator('.at.me')
          .first()
          .evaluate((one) => getComputedStyle(one).fontWeight),
      ).toBe('600');
    });
  });

  it('are marked at once in what I write', () =>
    withChat(snapshot(), { sending: 'hold' }, async ({ page }) => {
      await page.getByRole('textbox').fill('@Diego Alencar are you there?');
      await page.getByRole('textbox').press('Enter');
      await page.locator('.state.sending').waitFor();
      expect(await chips(page)).toEqual(['at: @Diego Alencar']);
    }));
});

describePage('quotes', () => {
  const first = row(bruno, 'The relay stays open.', noon);
  const answer = row(carla, 'Good.', noon + minute, { quote: { id: first.id, author: bruno, content: 'The relay' } });

  it('say whom they answer, in the color of that person, and lead there', () =>
    withChat(snapshot({ rows: [first, answer] }), {}, async ({ page }) => {
      const quote = page.getByRole('button', { name: 'In reply to Bruno Sato The relay' });
      const color = (selector: string): Promise<string> =>
        page
          .locator(selector)
          .first()
          .evaluate((one) => getComputedStyle(one).color);
      await expect.poll(() => color('.quote b')).toBe(await color('.msg-author'));
      await page.getByRole('article', { name: 'Carla Pires, 12:01, in reply to Bruno Sato, Good.' }).waitFor();
      await quote.click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(first.id);
    }));

  it('say that the message is not held', () =>
    withChat(
      snapshot({ rows: [row(carla, 'Good.', noon, { quote: { id: 'f'.repeat(64) } })] }),
      {},
      async ({ page }) => {
        await page.locator('.quote').getByText('That message isn’t on this computer.').waitFor();
        expect(await page.locator('button.quote').count()).toBe(0);
      },
    ));

  it('take one line, whatever they hold', () => {
    const hostile = ['x'.repeat(4000), 'a\nb\nc\nd', `Z${'\u0300\u0489'.repeat(300)}`, '\u202e\u2066reversed', ' '];
    const rows = hostile.map((content, n) =>
      row(carla, 'Good.', noon + n * minute, {
        quote: { id: first.id, author: { ...bruno, username: n === 0 ? 'y'.repeat(40) : 'Bruno' }, content },
      }),
    );
    return withChat(snapshot({ rows }), { width: 240, kind: 'view' }, async ({ page }) => {
      const boxes = await page
        .locator('.quote')
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).map(({ height, right }) => [height, right]),
        );
      expect(boxes).toHaveLength(hostile.length);
      for (const [height, right] of boxes) {
        expect(height).toBe(24);
        expect(right).toBeLessThanOrEqual(240);
      }
    });
  });
});

describePage('typing', () => {
  it('is told in a place that is always there', () =>
    withChat(snapshot({ rows: [row(bruno, 'one', noon)] }), {}, async ({ page }) => {
      const log = await page.locator('.log').boundingBox();
      const line = page.locator('.typing');
      for (const [rev, who, words] of [
        [2, [bruno], 'Bruno Sato is typing…'],
        [3, [bruno, carla], 'Bruno Sato and Carla Pires are typing…'],
        [4, [bruno, carla, diego], 'Several people are typing…'],
        [5, [], ''],
      ] as const) {
        await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev, typing: [...who] });
        await expect.poll(() => line.innerText()).toBe(words);
        expect(await page.locator('.log').boundingBox()).toEqual(log);
      }
      expect(await page.locator('[aria-live=polite]').innerText()).toBe('');
    }));
});

describePage('appearance', () => {
  const many = Array.from({ length: 60 }, (_, n) => row(n % 2 ? carla : bruno, `message ${n}`, noon + n * minute));

  it('changes at once, and leaves focus and place as they were', () =>
    withChat(snapshot({ rows: many }), {}, async ({ page }) => {
      const change = async (rev: number, more: Partial<typeof appearance>): Promise<void> => {
        await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev, appearance: { ...appearance, ...more } });
        await drawn(page);
      };
      const toEnd = (): Promise<number> =>
        page.locator('.log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      await page.evaluate(() => fakeHost.focusComposer());
      expect(await size(page)).toBe('13px');
      const spacious = await page.locator('article').last().boundingBox();
      await change(2, { fontSize: 18, timeFormat: '12h' });
      expect(await size(page)).toBe('18px');
      expect(await page.locator('.msg-head time').last().innerText()).toMatch(/^12:59\s?pm$/i);
      await expect.poll(toEnd).toBeLessThan(2);
      await change(3, { density: 'compact', timeFormat: '24h' });
      expect(await size(page)).toBe('13px');
      expect(await page.locator('.msg-head time').last().innerText()).toBe('12:59');
      expect((await page.locator('article').last().boundingBox())?.height).toBeLessThan(spacious?.height ?? 0);
      await expect.poll(toEnd).toBeLessThan(2);
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
    }));

  it.each([13, 20])('keeps the time in the gutter clear of the text, at %i pixels', (fontSize) => {
    const look = { ...appearance, fontSize, timeFormat: '12h' } as const;
    const lines = [row(bruno, 'one', noon), row(bruno, 'two', noon + 59 * 1000), row(bruno, 'three', noon + minute)];
    return withChat(snapshot({ rows: lines, appearance: look, language: 'en' }), {}, async ({ page }) => {
      const last = page.locator('article').last();
      expect(await last.locator('time').innerText()).toBe('12:01');
      expect(await page.locator('.msg-head time').innerText()).toMatch(/^12:00\sPM$/);
      const [time, text] = [await last.locator('time').boundingBox(), await last.locator('.msg-main').boundingBox()];
      expect((time?.x ?? 0) + (time?.width ?? 0) + 6).toBeLessThanOrEqual(text?.x ?? 0);
    });
  });

  it('keeps what is read in sight', () =>
    withChat(snapshot({ rows: many }), {}, async ({ page }) => {
      await page.locator('.log').evaluate((log) => log.scrollTo(0, 700));
      await drawn(page);
      const read = await page.evaluate(() => {
        const log = document.querySelector('.log')?.getBoundingClientRect();
        const shown = [...document.querySelectorAll<HTMLElement>('article')];
        return shown.find((one) => one.getBoundingClientRect().bottom > (log?.top ?? 0))?.dataset['key'] ?? '';
      });
      await page.evaluate((delta) => fakeHost.pushDelta(delta), {
        rev: 2,
        appearance: { ...appearance, fontSize: 20 },
      });
      await expect.poll(() => size(page)).toBe('20px');
      await drawn(page);
      const [log, message] = [
        await page.locator('.log').boundingBox(),
        await page.locator(`[data-key="${read}"]`).boundingBox(),
      ];
      expect((message?.y ?? 0) + (message?.height ?? 0)).toBeGreaterThan(log?.y ?? 0);
      expect(message?.y ?? 0).toBeLessThan((log?.y ?? 0) + 100);
    }));
});
