import { expect, test } from 'vitest';
import { RowWindow } from '../../../../src/vscode/webview-host/row-window.ts';
import { ana, bruno, minute, noon, row } from '../../../support/view-samples.ts';

test('a page whose replies answer something that it does not have hears of its deletion and of its new text', () => {
  const question = row(bruno, 'Which one?', noon);
  const reply = row(ana, 'That.', noon + minute, { quote: { id: question.id, author: bruno, content: 'Which one?' } });
  const other = row(ana, 'Lunch?', noon + 2 * minute);
  const window = new RowWindow();
  window.start({ rows: [reply, other], hasOlder: true, hasNewer: false });
  window.put({ ...question, content: 'Which?', edited: noon });
  expect(window.drain(10)).toEqual([{ ...reply, quote: { ...reply.quote, content: 'Which?' } }]);
  window.put({ ...question, kind: 'deleted' });
  expect(window.drain(10)).toEqual([{ ...reply, quote: { id: question.id, author: bruno, deleted: true } }]);
  window.put(question);
  expect(window.drain(10)).toEqual([]);
});
