import { expect, test } from 'vitest';
import { pageRows } from '../../../../src/vscode/webview-host/read-history.ts';
import { aRow, entryId, roomKey } from '../../../support/chat-samples.ts';
import { feedRig } from '../../../support/feed-rig.ts';

const room = roomKey(1);
const ids = (rows: readonly { readonly id: string }[] = []): string[] => rows.map(({ id }) => id);

test('events were left out: the page gets what is different, and no snapshot', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig(5);
  await feed.ready();
  // written, and edited, without an event
  chat.rows.get(room)?.push(aRow(6));
  chat.rows.get(room)?.splice(1, 1, aRow(2, { content: 'edited', edited: 2 }));
  chat.stale([room]);
  await turn();
  expect(deltas.map(({ rows }) => ids(rows))).toEqual([[entryId(2), entryId(6)]]);
  expect(snapshots.length).toBe(1);
});

test('nothing was missed: nothing is told', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig(5);
  await feed.ready();
  chat.stale('all');
  await turn();
  expect(deltas).toEqual([]);
  expect(snapshots.length).toBe(1);
});

test('another conversation is stale: nothing is read', async () => {
  const { chat, feed, turn } = await feedRig(5);
  await feed.ready();
  let reads = 0;
  const { history } = chat;
  chat.history = (query) => {
    reads++;
    return history(query);
  };
  chat.stale([roomKey(2)]);
  await turn();
  expect(reads).toBe(0);
});

test('a page far in the past is compared as far as it has read', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig(3 * pageRows);
  await feed.ready();
  await feed.history(room, { before: entryId(2 * pageRows + 1) });
  const rows = chat.rows.get(room) ?? [];
  for (const n of [1, pageRows + 5, 3 * pageRows]) rows.splice(n - 1, 1, aRow(n, { content: 'edited' }));
  chat.stale([room]);
  await turn();
  // what is before all that the page has comes with its part of the history
  expect(deltas.map((one) => ids(one.rows))).toEqual([[entryId(pageRows + 5), entryId(3 * pageRows)]]);
  expect(snapshots.length).toBe(1);
});

test('too far in the past to be compared: the page begins anew', async () => {
  const { chat, feed, snapshots, turn } = await feedRig(12 * pageRows);
  await feed.ready();
  await feed.history(room, { around: entryId(pageRows) });
  chat.stale([room]);
  await turn();
  await turn();
  expect(snapshots.length).toBe(2);
});

test('a history that cannot be read leaves the page as it is', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig(5);
  await feed.ready();
  chat.history = () => Promise.reject(new Error('disk'));
  chat.stale([room]);
  await turn();
  expect([snapshots.length, deltas.length]).toEqual([1, 0]);
});
