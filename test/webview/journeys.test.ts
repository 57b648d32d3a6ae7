import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import { ana, bruno, carla, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, drawn, toComposer, withChat } from './harness/browser.ts';
import { day, talk, among, message, focusedText, distanceToEnd, isInSight, push } from './harness/long-talk.ts';

// Ways through a long history: to the newest, to a quoted message, to a day, to a text.

const of = (one: Row | undefined): Partial<Row> =>
  one === undefined ? {} : { quote: { id: one.id, author: one.author, content: one.content ?? '' } };

/** Letter by letter, and faster than any machine is busy: what is typed in one go is searched for once. */
const typeAtOnce = (page: Page, text: string): Promise<void> =>
  page.evaluate((all) => {
    const field = document.activeElement as HTMLInputElement;
    for (let typed = 1; typed <= all.length; typed++) {
      field.value = all.slice(0, typed);
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
  }, text);

/** From now on, which messages were marked as found: the mark is gone before a busy machine looks. */
const watchFound = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const found: string[] = [];
    Object.assign(globalThis, { found });
    const look = (): void => {
      const text = document.querySelector('.msg.is-found .msg-text')?.textContent;
      if (typeof text === 'string' && found.at(-1) !== text) found.push(text);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
const foundOnes = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'found') as unknown);

const count = (page: Page): Promise<string> => page.locator('.find .found').innerText();

describePage('in the past', () => {
  it('a deep link leads to a message that was not loaded, and back to the newest', () => {
    const whole = talk(2000);
    return among(whole, async ({ page, said }) => {
      await drawn(page);
      await watchFound(page);
      await page.evaluate((id) => fakeHost.reveal(id), whole[700]?.id ?? '');
      await expect.poll(() => focusedText(page)).toBe('message 700');
      expect(await isInSight(page, 700)).toBe(true);
      expect(await foundOnes(page)).toEqual(['message 700']);
      await expect.poll(() => page.locator('.msg.is-found').count(), { timeout: 20_000 }).toBe(0);
      await push(page, 2, [row(bruno, 'news', noon + minute), row(ana, 'mine', noon + 2 * minute)]);
      await page.getByRole('button', { name: '1 new' }).click();
      await page.getByText('news', { exact: true }).waitFor();
      await expect.poll(() => distanceToEnd(page)).toBeLessThan(2);
      expect(await page.locator('.jump').count()).toBe(0);
      expect((await said('history')).at(-1)).toEqual({ room: group.room });
    });
  });

  it('what is newer is loaded as one comes near, up to the newest', () => {
    const whole = talk(900);
    return among(whole, async ({ page, said }) => {
      await drawn(page);
      await page.evaluate((id) => fakeHost.reveal(id), whole[400]?.id ?? '');
      await expect.poll(() => focusedText(page)).toBe('message 400');
      expect(await said('seen')).toHaveLength(1);
      await page.locator('.log').hover();
      for (let turns = 0; turns < 200 && (await message(page, 899).count()) === 0; turns++) {
        await page.mouse.wheel(0, 1500);
        await drawn(page);
      }
      await message(page, 899).waitFor();
      const places = (await said('history')).map((one) => (one as { place?: object }).place);
      expect(places.filter((place) => place !== undefined && 'after' in place).length).toBeGreaterThan(1);
    });
  });

  it('a quote leads to what it quotes, by click and by key, loaded or not', () => {
    const whole = talk(1000);
    const quoted = whole[100];
    const near = whole[990];
    whole.push(row(bruno, 'far', noon, of(quoted)), row(carla, 'near', noon + 1, of(near)));
    return among(whole, async ({ page }) => {
      await drawn(page);
      await page
        .getByRole('article', { name: /near$/ })
        .getByRole('button', { name: /In reply to/ })
        .click();
      expect(await focusedText(page)).toBe('message 990');
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowUp');
      expect(await focusedText(page)).toBe('far');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => focusedText(page)).toBe('message 100');
      expect(await isInSight(page, 100)).toBe(true);
    });
  });

  it('says in plain words what is not here, and what could not be loaded', () =>
    among(talk(300), async ({ page }) => {
      await drawn(page);
      await page.evaluate(() => fakeHost.reveal('e'.repeat(64)));
      await page.getByText('That message isn’t on this computer.').last().waitFor();
      expect(await distanceToEnd(page)).toBeLessThan(2);
      await page.evaluate(() => {
        fakeHost.failing = 1;
        fakeHost.reveal('e'.repeat(64));
      });
      await page.locator('.notice').getByText('Couldn’t load this part of the history.').waitFor();
    }));
});

describePage('to a day', () => {
  it('one goes by keys, through the menu of the room', () => {
    const whole = talk(2000);
    return among(whole, async ({ page, said }) => {
      await drawn(page);
      await page.locator('button.more').press('Enter');
      await page.getByRole('menuitem', { name: 'Go to Date…' }).press('Enter');
      const wanted = new Date(new Date(noon - 15 * day).setHours(0, 0, 0, 0));
      await page.getByRole('dialog').getByLabel('Go to Date').fill(wanted.toISOString().slice(0, 10));
      await page.keyboard.press('Enter');
      const first = whole.find((one) => one.at >= wanted.getTime());
      await expect.poll(() => focusedText(page)).toBe(first?.content);
      expect((await said('history')).at(-1)).toEqual({ room: group.room, place: { at: wanted.getTime() } });
    });
  });

  it('one goes by the line of a day', () =>
    withChat(snapshot({ rows: talk(4) }), {}, async ({ page }) => {
      await page.locator('.day button').last().click();
      await page.getByRole('dialog').getByLabel('Go to Date').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }));
});

describePage('to a text', () => {
  const whole = talk(2500).map((one, n) =>
    n % 500 === 20 ? { ...one, content: `Avião **number** ${n}, and the avião again` } : one,
  );

  it('one is led from match to match through the whole history, and back to where one was', () =>
    among(whole, async ({ page, said }) => {
      await drawn(page);
      await toComposer(page);
      await page.keyboard.press('Control+f');
      expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Find');
      await typeAtOnce(page, 'AVIAO');
      await expect.poll(() => count(page)).toBe('1 of 5');
      await page
        .getByText(/number 2020|2020, and/)
        .first()
        .waitFor();
      expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Find');
      expect(await page.evaluate(() => CSS.highlights.get('found-current')?.size)).toBe(2);
      await page.keyboard.press('Enter');
      await expect.poll(() => count(page)).toBe('2 of 5');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.press('Shift+Enter');
      await expect.poll(() => count(page)).toBe('5 of 5');
      await page
        .getByText(/20, and the avião again/)
        .first()
        .waitFor();
      expect((await said('find')).length).toBe(3);
      await page.keyboard.press('Escape');
      expect(await page.locator('.find').count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('tk-text-area');
      expect(await page.evaluate(() => CSS.highlights.get('found')?.size)).toBe(0);
    }));

  it('one hears of nothing found, and of a search that did not work', () =>
    among(whole, async ({ page }) => {
      await drawn(page);
      await page.keyboard.press('Control+f');
      await page.keyboard.type('nowhere');
      await expect.poll(() => count(page)).toBe('No results');
      expect(await page.getByRole('button', { name: /^Older match/ }).isDisabled()).toBe(true);
      await page.evaluate(() => (fakeHost.failing = 1));
      await page.keyboard.type('!');
      await expect.poll(() => count(page)).toBe('Search failed');
    }));

  it('a search that nobody wants any more is not gone on with', () =>
    among(whole, async ({ page, said }) => {
      await drawn(page);
      await page.evaluate(() => (fakeHost.slow = true));
      await page.keyboard.press('Control+f');
      await page.keyboard.type('a');
      await expect.poll(() => said('find')).toHaveLength(1);
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        fakeHost.slow = false;
        fakeHost.release();
      });
      await drawn(page);
      await drawn(page);
      expect(await said('find')).toHaveLength(1);
    }));
});
