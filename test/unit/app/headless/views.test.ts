import { expect, test } from 'vitest';
import { asHex } from '../../../../common/model/index.ts';
import {
  aConversation,
  aListedRoom,
  anAccount,
  aPerson,
  aRow,
  aState,
  device,
  entryId,
  me,
  nobody,
} from '../../../support/chat-samples.ts';
import { headlessRig } from '../../../support/headless-rig.ts';

const bia = { identity: asHex<typeof me>('cc'.repeat(32)), username: 'bia' };
const general = aConversation(1, { name: 'general' });
const direct = aConversation(2, { kind: 'direct', name: 'bia' });
const state = aState({
  conversations: [general, direct],
  discover: [aListedRoom(3)],
  people: [aPerson('bia', { identity: bia.identity })],
  links: [{ user: 'bia', identity: bia.identity, device, route: 'direct' }],
});

test('status says who and where', async () => {
  const { run } = headlessRig({ ...state, listening: '4711', disk: 'full' });
  expect(await run('status')).toEqual({
    tracker: 'connected',
    role: 'leader',
    account: { user: 'ana', identity: me, device: anAccount.device },
    links: [{ user: 'bia', identity: bia.identity, device, route: 'direct' }],
    listen: '*:4711',
    disk: 'full',
  });
  expect(await headlessRig(nobody).run('status')).toMatchObject({ tracker: 'offline', account: null, listen: null });
});

test('rooms: mine while I take part, then the listed ones', async () => {
  const mine = [undefined, 'waiting', 'newer', 'closed', 'left'] as const;
  const conversations = mine.map((readOnly, n) =>
    aConversation(n + 10, { name: readOnly ?? 'open', ...(readOnly && { readOnly }) }),
  );
  const { run } = headlessRig({ ...state, conversations: [...conversations, direct] });
  const { rooms } = (await run('list-rooms')) as { rooms: { room: string; joined: boolean }[] };
  expect(rooms.map(({ room, joined }) => [room, joined])).toEqual([
    ['open', true],
    ['waiting', true],
    ['newer', true],
    ['room 3', false],
  ]);
});

test('history: what is deleted has no content, and says by whom', async () => {
  const { chat, run } = headlessRig(state);
  const { content: _, ...gone } = aRow(1, { kind: 'deleted', deleted: bia });
  chat.receive(general.room, gone);
  chat.receive(
    general.room,
    aRow(2, {
      edited: 77,
      reactions: [{ emoji: '🎉', count: 2, users: ['ana', 'bia'], mine: true }],
      quote: { id: entryId(1) },
    }),
  );
  chat.receive(general.room, aRow(3, { own: true, delivery: { n: 1, m: 2, users: [bia], readBy: [bia] } }));
  expect(await run('history', { room: 'general' })).toEqual({
    entries: [
      { entry: entryId(1), author: 'bia', at: 1, content: null, edited: false, deleted: true, deletedBy: 'bia' },
      {
        entry: entryId(2),
        author: 'bia',
        at: 2,
        content: 'message 2',
        replyTo: entryId(1),
        edited: 77,
        deleted: false,
        reactions: [{ emoji: '🎉', count: 2, users: ['ana', 'bia'] }],
      },
      {
        entry: entryId(3),
        author: 'bia',
        at: 3,
        content: 'message 3',
        edited: false,
        deleted: false,
        delivered: ['bia'],
        read: ['bia'],
      },
    ],
  });
});
