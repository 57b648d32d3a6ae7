import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { pageRows } from '../../../../src/vscode/webview-host/read-history.ts';
import type { HistoryPage } from '../../../../common/protocol/chat/index.ts';
import { aRow, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { feedRig } from '../../../support/feed-rig.ts';
import { named } from '../../../support/named.ts';

const room = roomKey(1);
const own = { author: { identity: me, username: 'ana' }, own: true };

test('older rows are asked for; a late row before what the page has waits for them', async () => {
  const { chat, feed, deltas, turn } = await feedRig(pageRows + 5);
  await feed.ready();
  chat.tell(event(aRow(0x900, { order: '000000000000' })));
  await turn();
  expect(deltas).toEqual([]);
  const older = await feed.history(room, { before: entryId(6) });
  expect(older.rows.map((row) => row.id)).toEqual([1, 2, 3, 4, 5].map(entryId));
  expect(older.hasOlder).toBe(false);
  chat.tell(event(aRow(0x901, { order: '000000000000' })));
  await turn();
  expect(deltas.map((one) => one.rows?.map((row) => row.id))).toEqual([[entryId(0x901)]]);
});

test('a page in the past hears of changes there, of what is new, and of nothing before it', async () => {
  const { chat, feed, deltas, turn } = await feedRig(2000);
  await feed.ready();
  const past = await feed.history(room, { around: entryId(700) });
  expect(past).toMatchObject({ hasOlder: true, hasNewer: true, anchor: entryId(700) });
  chat.tell(event(aRow(700, { content: 'now with its quote' })));
  chat.tell(event(aRow(0x901, { order: '000000000002' })));
  chat.tell(event(aRow(2001)));
  await turn();
  expect(deltas.map((one) => one.rows?.map((row) => row.id))).toEqual([[entryId(700), entryId(2001)]]);
});

test('at a time: the first row from then on is named', async () => {
  const { feed } = await feedRig(2000);
  await feed.ready();
  expect(await feed.history(room, { at: 1500 })).toMatchObject({ anchor: entryId(1500), hasNewer: true });
  expect((await feed.history(room, { after: entryId(1990) })).rows.length).toBe(10);
  expect((await feed.history(room, undefined)).rows.at(-1)?.id).toBe(entryId(2000));
});

test('a delivery mark reaches my row in the past', async () => {
  const { chat, feed, deltas, turn } = await feedRig(2000);
  chat.rows.get(room)?.splice(9, 1, aRow(10, own));
  await feed.ready();
  await feed.history(room, { around: entryId(20) });
  const delivery = { n: 1, m: 1, users: [named('bia')] };
  chat.tell({ type: 'delivery', room, entry: entryId(10), delivery });
  await turn();
  expect(deltas.map((one) => one.rows)).toEqual([[aRow(10, { ...own, delivery })]]);
});

test('a row that comes while its part of the history is read is not lost', async () => {
  const { chat, feed, deltas, turn } = await feedRig(2000);
  await feed.ready();
  const reading = feed.history(room, { around: entryId(500) });
  chat.tell(event(aRow(0x900, { order: aRow(500).order })));
  chat.tell(event(aRow(0x901, { order: '000000000000' })));
  await reading;
  await turn();
  expect(deltas.map((one) => one.rows?.map((row) => row.id))).toEqual([[entryId(0x900)]]);
  chat.tell(event(aRow(0x902, { order: '000000000000' })));
  await feed.history(room, { before: entryId(401) });
  await turn();
  expect(deltas.length).toBe(1);
});

test('a page that is shown anew knows nothing of the past any more', async () => {
  const { chat, feed, deltas, turn } = await feedRig(2000);
  await feed.ready();
  await feed.history(room, { around: entryId(100) });
  feed.suspend();
  await feed.ready();
  chat.tell(event(aRow(100)));
  await turn();
  expect(deltas).toEqual([]);
});

test('many new versions go out in parts; nothing is read anew for them', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig(pageRows);
  await feed.ready();
  await feed.history(room, { around: entryId(1) });
  for (let n = 1; n <= pageRows; n++) chat.tell(event(aRow(n, { viaCatchUp: true })));
  for (let n = 1; n <= pageRows; n++) chat.tell(event(aRow(n + 0x900, { order: aRow(n).order })));
  await turn();
  expect(snapshots.length).toBe(1);
  expect(deltas.map((one) => [one.rev, one.rows?.length])).toEqual([
    [2, pageRows],
    [3, pageRows],
  ]);
  expect(new Set(deltas.flatMap((one) => one.rows ?? []).map((row) => row.id)).size).toBe(2 * pageRows);
});

test('a part that cannot be read is a failed request, and the next one works', async () => {
  const { chat, feed } = await feedRig();
  await feed.ready();
  chat.fails = new AppError('INTERNAL', 'disk');
  await expect(feed.history(room, { before: entryId(1) })).rejects.toThrow('disk');
  await expect(feed.history(roomKey(2), undefined)).rejects.toMatchObject({ code: 'ROOM_UNKNOWN' });
  expect((await feed.history(room, { before: entryId(3) })).rows.length).toBe(2);
});

test('an answer for a conversation that the page has left changes nothing in the next', async () => {
  const { chat, feed, deltas, turn } = await feedRig(2000);
  chat.rows.set(
    roomKey(2),
    Array.from({ length: 2000 }, (_, n) => aRow(n + 1)),
  );
  await feed.ready();
  const read = Promise.withResolvers<HistoryPage>();
  const { history } = chat;
  chat.history = () => read.promise;
  const asked = feed.history(room, { around: entryId(1) });
  chat.history = history;
  await feed.show(roomKey(2));
  read.resolve(await chat.history({ room, place: { around: entryId(1) }, limit: pageRows, kinds: 'all' }));
  await asked;
  chat.tell({ ...event(aRow(5)), room: roomKey(2) });
  await turn();
  expect(deltas).toEqual([]);
});

const event = (row: ReturnType<typeof aRow>) =>
  ({ type: 'row', room, row, device: 'bb' as never, live: true }) as const;
