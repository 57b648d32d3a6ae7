import type { Page } from 'playwright-core';
import { expectGoldenText } from '../../support/golden.ts';

/** The main screens as assistive technology finds them, in `test/golden/page-*.txt`. */
export const spoken: ReadonlySet<string> = new Set([
  'first run',
  'busy room',
  'all kinds of markup',
  'calls and answers, typing',
  'edited, deleted, reacted to',
  'about to be deleted',
  'editing a message',
  'an edit that failed',
  'choosing a reaction',
  'unread begins here',
  'finding',
  'choosing a day',
  'answering',
  'completing a name',
  'members open',
  'menu of a message',
  'menu of a room',
  'who has a message',
  'failed message',
  'waiting',
  'closed room',
  'side bar, list',
]);

/** What was written just now tells the time, and a heading the day. */
const written = /(article "Ana Lima, )\d\d:\d\d(, The capture[^]*?time: )\d\d:\d\d/;
const day = /\w+day, \d\d? \w+ \d{4}/g;

export const expectSpoken = async (page: Page, name: string): Promise<void> => {
  const tree = await page.locator('body').ariaSnapshot();
  const file = `page-${name.replaceAll(/\W+/g, '-')}.txt`;
  expectGoldenText(file, tree.replace(written, '$1now$2now').replaceAll(day, 'today'));
};
