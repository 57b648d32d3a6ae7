import { expect, test } from 'vitest';
import { updateQuotes, withUpdatedQuotes } from '../../../../webview/state/quotes.ts';
import { initialState } from '../../../../webview/state/state.ts';
import { ana, bruno, noon, row } from '../../../support/view-samples.ts';

const question = row(bruno, 'Which?', noon);
const quote = { id: question.id, author: bruno, content: 'Which?' };
const reply = row(ana, 'That.', noon + 1, { quote });
const rows = [question, reply];

test('a reply shows what the message it answers says now, or that it is gone', () => {
  const edited = { ...question, content: 'Which one?\nOr none?', edited: noon + 2 };
  expect(updateQuotes(rows, [edited])[1]?.quote).toEqual({ ...quote, content: 'Which one?' });
  expect(updateQuotes(rows, [{ ...question, kind: 'deleted' }])[1]?.quote).toEqual({
    id: question.id,
    author: bruno,
    deleted: true,
  });
});

test('other changes leave all rows as they are', () => {
  expect(updateQuotes(rows, [question, row(bruno, 'new', noon + 3, { edited: noon + 4 })])).toBe(rows);
  expect(updateQuotes(rows, [])).toBe(rows);
});

test('a deletion reaches the quotes of all replies that the page holds, wherever they stand', () => {
  const local = { kind: 'failed', key: 'k', room: '1', after: '', at: noon, content: 'That.', quote } as const;
  const state = { ...initialState, rows: [reply], later: [reply], localRows: [local] };
  const after = withUpdatedQuotes(state, [{ ...question, kind: 'deleted' }]);
  for (const one of [...after.rows, ...after.later, ...after.localRows])
    expect(one).toMatchObject({ quote: { id: question.id, deleted: true } });
  expect(JSON.stringify(after)).not.toContain('Which?');
});
