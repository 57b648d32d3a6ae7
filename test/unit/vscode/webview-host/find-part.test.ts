import { expect, test } from 'vitest';
import { asHex } from '../../../../common/model/index.ts';
import { findPart } from '../../../../src/vscode/webview-host/find-part.ts';
import { aRow, entryId, roomKey } from '../../../support/chat-samples.ts';
import { feedRig } from '../../../support/feed-rig.ts';

const room = roomKey(1);

test('a part of the history is looked through, newest first, and then the next one', async () => {
  const { chat } = await feedRig(2500);
  const rows = chat.rows.get(room) ?? [];
  for (const n of [3, 1400, 2400, 2499]) rows.splice(n - 1, 1, aRow(n, { content: `Um AVIÃO, ${n}` }));
  const first = await findPart(chat, { room, text: 'aviao' });
  expect(first).toEqual({ hits: [2499, 2400].map(entryId), looked: 1000, next: entryId(1501) });
  const second = await findPart(chat, { room, text: 'aviao', before: asHex(first.next ?? '') });
  expect(second).toEqual({ hits: [entryId(1400)], looked: 1000, next: entryId(501) });
  const last = await findPart(chat, { room, text: 'aviao', before: asHex(second.next ?? '') });
  expect(last).toEqual({ hits: [entryId(3)], looked: 500 });
});

test('what is not there is not found', async () => {
  const { chat } = await feedRig(10);
  expect(await findPart(chat, { room, text: 'nowhere' })).toEqual({ hits: [], looked: 10 });
});

test('never more than a page is asked for at a time', async () => {
  const { chat } = await feedRig(1200);
  const limits: number[] = [];
  const history: typeof chat.history = async (query) => {
    limits.push(query.limit);
    return await chat.history(query);
  };
  await findPart({ history }, { room, text: 'x' });
  expect(limits).toEqual([200, 200, 200, 200, 200]);
});
