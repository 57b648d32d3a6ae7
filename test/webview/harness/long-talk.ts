import type { Page } from 'playwright-core';
import type { Row } from '../../../common/model/index.ts';
import { bruno, carla, minute, noon, row, snapshot } from '../../support/view-samples.ts';
import { withChat, type Chat } from './browser.ts';

export const day = 24 * 60 * minute;
/** 100 messages a day, up to now. */
export const talk = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) =>
    row(n % 3 === 0 ? carla : bruno, `message ${n}`, noon - ((count - n) * day) / 100),
  );

/** Opens the newest 200 of them. */
export const among = (whole: readonly Row[], use: (chat: Chat) => Promise<void>): Promise<void> =>
  withChat(snapshot({ rows: whole.slice(-200), hasOlder: true }), { whole }, use);

export const message = (page: Page, n: number) => page.locator('.msg-text').getByText(`message ${n}`, { exact: true });
export const focusedText = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      document.activeElement?.querySelector(':scope:is(article) .msg-text')?.textContent ??
      document.activeElement?.className ??
      '',
  );
export const distanceToEnd = (page: Page): Promise<number> =>
  page.locator('.log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
export const isInSight = async (page: Page, n: number): Promise<boolean> => {
  const log = await page.locator('.log').boundingBox();
  const box = await message(page, n).boundingBox();
  return log !== null && box !== null && box.y >= log.y && box.y + box.height <= log.y + log.height + 1;
};
export const push = (page: Page, rev: number, rows: readonly Row[]): Promise<void> =>
  page.evaluate((delta) => fakeHost.pushDelta(delta), { rev, rows });
