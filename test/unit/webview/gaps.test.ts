import type { Gap, Row } from '../../../common/model/index.ts';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../../common/protocol/view/index.ts';
import { layout } from '../../../webview/state/layout.ts';
import { asideText, lateText, missingText } from '../../../webview/text/gaps.ts';
import { reduce } from '../../../webview/state/reduce.ts';
import { initialState } from '../../../webview/state/state.ts';
import { ana, bruno, carla, group, minute, noon, row, snapshot } from '../../support/view-samples.ts';
import { named } from '../../support/named.ts';

const rows: readonly Row[] = [bruno, ana, carla, bruno].map((who, n) => row(who, `number ${n}`, noon + n * minute));
const kinds = (missing: readonly Gap[], more: Partial<Snapshot> = {}): string[] => {
  const state = reduce(initialState, {
    type: 'snapshot',
    snapshot: snapshot({ rows, header: { ...group, gaps: missing }, ...more }),
  });
  return layout(state).flatMap((item) => {
    if (item.kind === 'message') return [item.content ?? ''];
    if (item.kind === 'missing') return [missingText(item)];
    return item.kind === 'aside' ? [asideText(item)] : [];
  });
};
const gap = (author: typeof ana, count: number, holders: readonly string[], before?: number): Gap => ({
  author,
  count,
  holders: holders.map(named),
  ...(before !== undefined && { before: rows[before]?.order ?? '' }),
});

test('what is missing stands where it belongs, what the same people have in one line', () => {
  const missing = [
    gap(bruno, 2, ['Carla'], 1),
    gap(carla, 3, ['Carla'], 1),
    gap(carla, 1, [], 2),
    gap(bruno, 1, ['Ana', 'Diego']),
  ];
  expect(kinds(missing)).toEqual([
    'number 0',
    '5 messages from Bruno Sato and Carla Pires haven’t arrived yet. Carla has them.',
    'number 1',
    '1 message from Carla Pires hasn’t arrived yet. No one online has it.',
    'number 2',
    'number 3',
    '1 message from Bruno Sato hasn’t arrived yet. Ana and Diego have it.',
  ]);
});

test('what belongs to a part that is not loaded is not said', () => {
  const old = { ...gap(bruno, 2, []), before: '0' };
  expect(kinds([old], { hasOlder: true })).toHaveLength(4);
  expect(kinds([old])[0]).toBe('2 messages from Bruno Sato haven’t arrived yet. No one online has them.');
  expect(kinds([gap(bruno, 2, ['Carla'], 0)], { hasOlder: true })[0]).toBe(
    '2 messages from Bruno Sato haven’t arrived yet. Carla has them.',
  );
});

test('what stands aside is told after the newest message, one line for each author', () => {
  const aside = [
    { author: bruno, count: 3, at: Date.UTC(2036, 5, 1) },
    { author: carla, count: 1, at: Date.UTC(2041, 5, 1) },
  ];
  const header = { ...group, aside };
  expect(kinds([], { header }).slice(4)).toEqual([
    '3 messages from Bruno Sato are dated 2036.',
    '1 message from Carla Pires is dated 2041.',
  ]);
  const state = reduce(initialState, { type: 'snapshot', snapshot: snapshot({ rows, header }) });
  expect(layout({ ...state, hasNewer: true }).some(({ kind }) => kind === 'aside')).toBe(false);
});

test('a date of this year is told by its day', () => {
  const soon = new Date(new Date().getFullYear(), 11, 20).getTime();
  expect(asideText({ author: bruno, count: 1, at: soon })).toBe('1 message from Bruno Sato is dated Dec 20.');
});

test('who brought it is not named if it was the author', () => {
  expect(lateText(bruno, { at: noon, deliveredBy: bruno })).not.toContain('via');
  expect(lateText(bruno, { at: noon, deliveredBy: carla })).toMatch(/^Arrived late, at .*, via Carla Pires$/);
  // somebody else of this name is
  expect(lateText(bruno, { at: noon, deliveredBy: { ...carla, username: bruno.username } })).toMatch(
    /, via Bruno Sato$/,
  );
});

test('a day is never drawn against the order: times that are shown decide nothing', () => {
  const day = 24 * 60 * minute;
  const mixed = [noon, noon + day, noon, noon + 2 * day].map((at, n) => row(bruno, `number ${n}`, at));
  const ordered = mixed.map((one, n) => ({ ...one, order: String(n).padStart(76, '0') }));
  const state = reduce(initialState, { type: 'snapshot', snapshot: snapshot({ rows: ordered }) });
  expect(layout(state).map((item) => (item.kind === 'day' ? 'day' : 'line'))).toEqual([
    'day',
    'line',
    'day',
    'line',
    'line',
    'day',
    'line',
  ]);
});
