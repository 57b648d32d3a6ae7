import { it } from 'vitest';
import { expectGoldenText } from '../support/golden.ts';
import { describePage } from './harness/browser.ts';
import { scenes, withScene } from './harness/scenes.ts';

/** The main screens as assistive technology finds them, in `test/golden/page-*.txt`. */
const spoken = [
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
] as const;

/** What was written just now tells the time, and a heading the day. */
const written = /(article "Ana Lima, )\d\d:\d\d(, The capture[^]*?time: )\d\d:\d\d/;
const day = /\w+day, \d\d? \w+ \d{4}/g;

describePage('what screen readers find', () => {
  it.each(spoken)('%s', (name) =>
    withScene(scenes[name], 'en', async ({ page }) => {
      const tree = await page.locator('body').ariaSnapshot();
      expectGoldenText(
        `page-${name.replaceAll(/\W+/g, '-')}.txt`,
        tree.replace(written, '$1now$2now').replaceAll(day, 'today'),
      );
    }),
  );
});
