import { expect, it } from 'vitest';
import { bruno, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, withChat } from './harness/browser.ts';

const day = 24 * 3_600_000;
const rows = [row(bruno, 'hello', noon - 60_000)];
const opening = snapshot({ rows, newSince: { order: rows[0]?.order ?? '', at: noon - 60_000 } });

/** From now on the page believes that it is so much later; it looks when it gets the focus. */
const later = (by: number): void => {
  const now = Date.now.bind(Date);
  const There = class extends Date {
    constructor(...given: readonly number[]) {
      const [year = now() + by, month, ...rest] = given;
      super(...((month === undefined ? [year] : [year, month, ...rest]) as [number]));
    }
    static override now(): number {
      return now() + by;
    }
  };
  Object.assign(globalThis, { Date: There });
  window.dispatchEvent(new Event('focus'));
};

/** Whoever asks for a formatter from now on gets one of this time zone; those that are there keep theirs, as they do in a browser. */
const travel = (timeZone: string): void => {
  Intl.DateTimeFormat = class extends Intl.DateTimeFormat {
    constructor(locale?: string, options?: Intl.DateTimeFormatOptions) {
      super(locale, { timeZone, ...options });
    }
  } as typeof Intl.DateTimeFormat;
};

describePage('texts that say today', () => {
  it('are of the time zone in which the computer is by now', () =>
    withChat(opening, {}, async ({ page }) => {
      const time = page.locator('.msg time').first();
      expect(await time.innerText()).toContain('11:59');
      await page.evaluate(travel, 'Pacific/Auckland');
      await page.evaluate(later, day);
      await expect.poll(() => time.innerText()).toBe('00:59');
    }));

  it('are others on the next day, though nothing else has changed', () =>
    withChat(opening, {}, async ({ page }) => {
      const [heading, since] = [page.locator('.day button'), page.locator('.new span')];
      expect([await heading.innerText(), await since.innerText()]).toEqual(['Today', 'New since 11:59']);
      await heading.click();
      const field = page.locator('.date input');
      const most = (): Promise<string | null> => field.getAttribute('max');
      const before = await most();
      await page.evaluate(later, day);
      await expect.poll(() => heading.innerText()).toBe('Yesterday');
      expect(await since.innerText()).toMatch(/^New since .*\d{4}.*11:59$/);
      expect((await most()) ?? '').not.toBe(before);
      await page.evaluate(later, day);
      await expect.poll(() => heading.innerText()).toMatch(/day/);
      expect(await heading.innerText()).not.toBe('Yesterday');
    }));
});
