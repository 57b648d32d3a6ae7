import { expect, test } from 'vitest';
import { emptyFind, withoutLost } from '../../../../webview/state/find-state.ts';
import { aRow } from '../../../support/chat-samples.ts';

const ids = [1, 2, 3, 4].map((n) => aRow(n).id);
const [one = '', two = '', three = '', four = ''] = ids;
const found = (at: number) => ({ ...emptyFind, text: 'São', hits: ids, at, looked: 9, phase: 'done' as const });

test.each([
  ['a newer one is deleted', 2, [aRow(1, { kind: 'deleted' })], [two, three, four], 1],
  ['an older one says something else', 1, [aRow(4, { content: 'gone' })], [one, two, three], 1],
  ['the one that is shown is deleted: the next older one', 1, [aRow(2, { kind: 'deleted' })], [one, three, four], 1],
  ['the oldest one, that is shown: the one before', 3, [aRow(4, { kind: 'deleted' })], [one, two, three], 2],
  ['several', 2, [aRow(1, { content: '' }), aRow(3, { kind: 'deleted' })], [two, four], 1],
  ['all of them', 2, [1, 2, 3, 4].map((n) => aRow(n, { kind: 'deleted' })), [], -1],
] as const)('%s', (_, at, rows, hits, left) => {
  expect(withoutLost(found(at), rows)).toEqual({ ...found(left), hits });
});

test('an edit that keeps the text, in whatever way it is written, and other messages change nothing', () => {
  const before = found(1);
  const rows = [aRow(2, { content: 'em SAO Paulo' }), aRow(9, { kind: 'deleted' })];
  expect(withoutLost(before, rows)).toBe(before);
});
