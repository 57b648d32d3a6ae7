import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { undoMs } from '../../../../src/vscode/webview-host/deletions.ts';
import { aRow, entryId, roomKey } from '../../../support/chat-samples.ts';
import { feedRig } from '../../../support/feed-rig.ts';

const room = roomKey(1);

/** A conversation with a message of hers and two of mine, and a page of it. */
const rig = async () => {
  const all = await feedRig(1);
  all.chat.rows.set(room, [aRow(1), aRow(2, { own: true }), aRow(3, { own: true })]);
  await all.feed.ready();
  const kinds = (): readonly string[] => (all.chat.rows.get(room) ?? []).map(({ kind }) => kind);
  return { ...all, kinds };
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a message is deleted when the time to undo is over, and not before', async () => {
  const { deletions, clock, deltas, turn, kinds, failures } = await rig();
  await deletions.add(room, entryId(2));
  await turn();
  expect(deltas.at(-1)).toEqual({ rev: 2, deleting: [entryId(2)] });
  clock.advance(undoMs - 1);
  await turn();
  expect(kinds()).toEqual(['message', 'message', 'message']);
  clock.advance(1);
  await turn();
  expect(kinds()).toEqual(['message', 'deleted', 'message']);
  expect(deltas.at(-1)?.deleting).toEqual([]);
  expect([failures, clock.waiting]).toEqual([[], 0]);
});

test('what is undone stays, while others go', async () => {
  const { deletions, clock, turn, kinds } = await rig();
  await deletions.add(room, entryId(2));
  await deletions.add(room, entryId(3));
  deletions.undo(entryId(2));
  clock.advance(undoMs);
  await turn();
  expect(kinds()).toEqual(['message', 'message', 'deleted']);
  expect(deletions.of(room)).toEqual([]);
});

test('a page that comes later shows it too, and one of another conversation does not', async () => {
  const { deletions, feed, snapshots } = await rig();
  await deletions.add(room, entryId(2));
  await feed.ready();
  expect(snapshots.at(-1)?.deleting).toEqual([entryId(2)]);
  await feed.show(roomKey(2));
  expect(snapshots.at(-1)?.deleting).toBeUndefined();
});

test('closing carries out what waits, once', async () => {
  const { deletions, clock, kinds } = await rig();
  await deletions.add(room, entryId(2));
  await Promise.all([deletions.flush(), deletions.flush()]);
  expect(kinds()).toEqual(['message', 'deleted', 'message']);
  expect(clock.waiting).toBe(0);
});

test('it is too late to undo what is being carried out', async () => {
  const { deletions, kinds } = await rig();
  await deletions.add(room, entryId(2));
  const done = deletions.flush();
  deletions.undo(entryId(2));
  expect(deletions.of(room)).toEqual([entryId(2)]);
  await done;
  expect([kinds()[1], deletions.of(room)]).toEqual(['deleted', []]);
});

test('whether a message of somebody else is meant is asked first, by name', async () => {
  const yes = await rig();
  await yes.deletions.add(room, entryId(1));
  await yes.deletions.add(room, entryId(2));
  expect([yes.asked, yes.deletions.of(room)]).toEqual([['bia'], [entryId(1), entryId(2)]]);
});

test('a deletion that fails is told, and the message is back', async () => {
  const { deletions, chat, clock, failures, kinds } = await rig();
  await deletions.add(room, entryId(2));
  chat.fails = new AppError('DISK_FULL', 'ENOSPC');
  clock.advance(undoMs);
  await settled();
  expect(failures).toEqual([expect.objectContaining({ code: 'DISK_FULL' })]);
  expect([kinds()[1], deletions.of(room)]).toEqual(['message', []]);
});

test('what is not here, or is deleted already, is not deleted', async () => {
  const { deletions, chat, failures } = await rig();
  await deletions.add(room, entryId(99));
  expect(failures).toEqual([expect.objectContaining({ code: 'ENTRY_UNKNOWN' })]);
  await chat.deleteMessage({ entry: entryId(3) });
  await deletions.add(room, entryId(3));
  expect(deletions.of(room)).toEqual([]);
});

test('of very many the longest waiting is carried out at once', async () => {
  const { deletions, chat, turn } = await rig();
  const many = Array.from({ length: 101 }, (_, n) => aRow(n + 10, { own: true }));
  chat.rows.set(room, many);
  for (const { id } of many) await deletions.add(room, id as ReturnType<typeof entryId>);
  await turn();
  expect(deletions.of(room).length).toBe(100);
  expect(chat.rows.get(room)?.[0]?.kind).toBe('deleted');
});
