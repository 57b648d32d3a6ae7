import { expect, test } from 'vitest';
import { requoted } from '../../../../webview/state/requoted.ts';
import { ana, bruno, noon, row } from '../../../support/view-samples.ts';

const question = row(bruno, 'Which?', noon);
const quote = { id: question.id, author: bruno, content: 'Which?' };
const reply = row(ana, 'That.', noon + 1, { quote });
const rows = [question, reply];

test('a reply shows what the message it answers says now, or that it is gone', () => {
  const edited = { ...question, content: 'Which one?\nOr none?', edited: noon + 2 };
  expect(requoted(rows, [edited])[1]?.quote).toEqual({ ...quote, content: 'Which one?' });
  expect(requoted(rows, [{ ...question, kind: 'deleted' }])[1]?.quote).toEqual({
    id: question.id,
    author: bruno,
    deleted: true,
  });
});

test('other changes leave all rows as they are', () => {
  expect(requoted(rows, [question, row(bruno, 'new', noon + 3, { edited: noon + 4 })])).toBe(rows);
  expect(requoted(rows, [])).toBe(rows);
});
