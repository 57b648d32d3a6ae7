import { expect, test } from 'vitest';
import { chatLimits } from '../../../common/protocol/chat/index.ts';
import { KeyedHistory, PlainHistory } from '../../../src/engine/core/slice-history.ts';
import { aConversation, roomKey } from '../../support/chat-samples.ts';

test('a plain slice: what says the same is no change', () => {
  const disk = new PlainHistory('links', []);
  const { revision } = disk;
  disk.set([]);
  expect(disk.since(revision)).toBeUndefined();
  disk.set([{ user: 'bia', identity: 'i' as never, device: 'd' as never, route: 'direct' }]);
  expect(disk.since(revision)).toMatchObject({ slice: 'links', since: revision, revision: revision + 1 });
  expect(disk.since()).toMatchObject({ since: 0, revision: revision + 1 });
});

test('a keyed slice tells the members that changed since, once, and those that are gone', () => {
  const rooms = new KeyedHistory('rooms');
  for (const n of [1, 2, 3]) rooms.set(roomKey(n), aConversation(n));
  const { revision } = rooms;
  rooms.set(roomKey(1), aConversation(1, { unread: 1 }));
  rooms.set(roomKey(1), aConversation(1, { unread: 2 }));
  rooms.set(roomKey(2), undefined);
  rooms.set(roomKey(3), aConversation(3));
  expect(rooms.since(revision)).toEqual({
    slice: 'rooms',
    since: revision,
    revision: revision + 3,
    put: [[roomKey(1), aConversation(1, { unread: 2 })]],
    gone: [roomKey(2)],
  });
  expect(rooms.since(rooms.revision)).toBeUndefined();
});

test('even an empty slice is told to somebody who knows nothing of this epoch', () => {
  expect(new KeyedHistory('rooms').since()).toEqual({ slice: 'rooms', since: 0, revision: 1, put: [], gone: [] });
});

test('what changed too long ago is told as a whole', () => {
  const rooms = new KeyedHistory('rooms');
  rooms.set(roomKey(1), aConversation(1));
  const { revision } = rooms;
  for (let n = 1; n <= 3 * chatLimits.sliceChanges; n++) rooms.set(roomKey(2), aConversation(2, { unread: n }));
  expect(rooms.since(revision)).toMatchObject({
    since: 0,
    put: [
      [roomKey(1), {}],
      [roomKey(2), {}],
    ],
  });
  expect(rooms.since(rooms.revision - chatLimits.sliceChanges)).toMatchObject({ put: [[roomKey(2), {}]] });
  // nobody can have that
  expect(rooms.since(rooms.revision + 1)).toMatchObject({ since: 0 });
});
