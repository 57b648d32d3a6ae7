import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { isAnotherPage, buildPageState, type PageState } from '../../../../src/vscode/webview-host/page-state.ts';
import { aRow, aState, device, me, roomKey } from '../../../support/chat-samples.ts';
import { feedRig } from '../../../support/feed-rig.ts';

// who is writing, and where the unread part began

const room = roomKey(1);
const bia = { identity: 'b1', username: 'bia' };
const caio = { identity: 'c1', username: 'caio' };

test('who is writing is told, and when nobody is any more; never myself, never of another conversation', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  chat.tell({ type: 'typing', room, who: bia, on: true });
  chat.tell({ type: 'typing', room, who: caio, on: true });
  chat.tell({ type: 'typing', room, who: { identity: me, username: 'ana' }, on: true });
  chat.tell({ type: 'typing', room: roomKey(2), who: { identity: 'e1', username: 'eva' }, on: true });
  await turn();
  chat.tell({ type: 'typing', room, who: bia, on: false });
  await turn();
  chat.tell({ type: 'typing', room, who: caio, on: false });
  await turn();
  expect(deltas.map((one) => one.typing)).toEqual([[bia, caio], [caio], []]);
});

test('whose message has come is not writing it any more', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  chat.tell({ type: 'typing', room, who: bia, on: true });
  await turn();
  chat.tell({ type: 'row', room, row: aRow(9, { author: bia }), device, live: false });
  await turn();
  expect(deltas.at(-1)?.typing).toBeUndefined();
  chat.receive(room, aRow(10, { author: bia }));
  await turn();
  expect(deltas.at(-1)?.typing).toEqual([]);
});

test('a page that comes back is told who is writing now', async () => {
  const { chat, feed, snapshots, deltas, turn } = await feedRig();
  await feed.ready();
  feed.suspend();
  chat.tell({ type: 'typing', room, who: bia, on: true });
  chat.tell({ type: 'typing', room, who: caio, on: true });
  chat.tell({ type: 'typing', room, who: caio, on: false });
  await feed.ready();
  await turn();
  expect(Object.keys(snapshots[1] ?? {})).not.toContain('typing');
  expect(deltas).toEqual([{ rev: 3, typing: [bia] }]);
});

test('another conversation begins with nobody writing', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  chat.tell({ type: 'typing', room, who: bia, on: true });
  await feed.show(roomKey(2));
  await turn();
  expect(deltas).toEqual([]);
});

test('the unread part stands still while one reads, and is looked up anew by a page that comes back', async () => {
  const { chat, feed, snapshots } = await feedRig();
  chat.news.set(room, { order: '00a', at: 1 });
  await feed.ready();
  chat.news.delete(room);
  await feed.refresh();
  feed.suspend();
  await feed.ready();
  chat.news.set(room, { order: '00b', at: 2 });
  await feed.refresh();
  feed.suspend();
  await feed.ready();
  expect(snapshots.map((one) => one.newSince?.order)).toEqual(['00a', '00a', undefined, undefined, '00b']);
});

test('each conversation, and each person, has an unread part of their own', async () => {
  const { chat, feed, snapshots, turn } = await feedRig();
  const before = chat.state;
  chat.news.set(room, { order: '00a', at: 1 });
  await feed.ready();
  await feed.show(roomKey(2));
  chat.set(aState({ conversations: [] }));
  await turn();
  await feed.show(room);
  chat.news.set(room, { order: '00c', at: 3 });
  chat.set(before);
  await turn();
  expect(snapshots.map((one) => [one.screen, one.newSince?.order])).toEqual([
    ['chat', '00a'],
    ['chat', undefined],
    ['pick', undefined],
    ['pick', undefined],
    ['chat', '00c'],
  ]);
});

test('without an answer where the unread part began the conversation is shown all the same', async () => {
  const { chat, feed, snapshots } = await feedRig();
  chat.newSince = () => Promise.reject(new AppError('INTERNAL', 'disk'));
  await feed.ready();
  expect(snapshots[0]).toMatchObject({ screen: 'chat' });
  expect(snapshots[0]).not.toHaveProperty('newSince');
});

test('nothing is prepared for a page that is not there', async () => {
  const { feed, snapshots } = await feedRig();
  await feed.show(roomKey(2));
  await feed.refresh();
  expect([snapshots, feed.live]).toEqual([[], false]);
  await feed.ready();
  expect(snapshots.map((one) => one.header?.room)).toEqual([roomKey(2)]);
});

test('a full disk is told, and its end too', async () => {
  const { chat, feed, deltas, turn } = await feedRig();
  await feed.ready();
  for (const disk of ['full', 'full', 'ok'] as const) {
    chat.set({ disk });
    await turn();
  }
  expect(deltas.map((one) => one.disk)).toEqual(['full', 'ok']);
});

/** A page where nothing could be opened. */
const because = (failure: 'NEWER_DATA' | 'DISK_FULL'): PageState =>
  buildPageState({
    uiState: { configured: true, registered: true, service: 'failed', failure, localTracker: false, silenced: false },
    room: undefined,
    appearance: { fontSize: 0, density: 'comfortable', timeFormat: 'auto', sendKey: 'enter' },
    typing: [],
    failed: [],
    deleting: [],
  });

test('a page says why what is kept here cannot be opened, and is told when the reason is another one', () => {
  const newer = because('NEWER_DATA');
  expect(newer).toMatchObject({ screen: 'closed', failure: 'NEWER_DATA' });
  expect(isAnotherPage(newer, because('DISK_FULL'))).toBe(true);
  expect(isAnotherPage(newer, because('NEWER_DATA'))).toBe(false);
});
