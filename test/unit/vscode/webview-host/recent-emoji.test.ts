import { expect, test } from 'vitest';
import { viewLimits } from '../../../../common/protocol/view/index.ts';
import { RecentEmoji } from '../../../../src/vscode/webview-host/recent-emoji.ts';
import { memory } from '../../../support/feed-rig.ts';

test('the newest stands first, once; the oldest goes, and what is none is not kept', () => {
  const store = memory();
  const recent = new RecentEmoji(store);
  for (const emoji of ['👍', '🎉', 'x', '<b>', '👍']) recent.used(emoji);
  expect(new RecentEmoji(store).all).toEqual(['👍', '🎉']);
  for (let n = 0; n < 100; n++) recent.used(String.fromCodePoint(0x1f600 + (n % 70)));
  expect(recent.all).toHaveLength(viewLimits.recentEmoji);
  expect(recent.all[0]).toBe(String.fromCodePoint(0x1f600 + 29));
});

test('whatever stands in the store is survived', () => {
  const store = memory();
  void store.update('recentEmoji', { a: 1 });
  expect(new RecentEmoji(store).all).toEqual([]);
});
