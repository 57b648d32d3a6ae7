import { expect, test } from 'vitest';
import type { Presence } from '../../../../common/model/index.ts';
import { peopleModel } from '../../../../src/vscode/model/people-model.ts';
import { roomsModel } from '../../../../src/vscode/model/rooms-model.ts';
import type { TreeNode } from '../../../../src/vscode/model/tree-node.ts';
import { aConversation, aListedRoom, aPerson, aState, me } from '../../../support/chat-samples.ts';
import { fakeChat } from '../../../support/fake-chat.ts';

const labels = (nodes: readonly TreeNode[] | undefined): readonly string[] => nodes?.map((node) => node.label) ?? [];
const shape = (nodes: readonly TreeNode[]): Record<string, readonly string[]> =>
  Object.fromEntries(nodes.map((node) => [node.label, labels(node.children)]));
const ids = (nodes: readonly TreeNode[] = []): readonly string[] =>
  nodes.flatMap((node) => [node.id, ...ids(node.children)]);
const only = (nodes: readonly TreeNode[]): TreeNode | undefined => nodes[0]?.children?.[0];
const member = (username: string, presence: Presence, identity: string = username) => ({
  identity,
  username,
  presence,
  owner: false,
});

test('without an account both trees are empty, so that the welcome text shows', () => {
  expect(roomsModel(undefined)).toEqual([]);
  expect(roomsModel(fakeChat().state)).toEqual([]);
  expect(peopleModel(fakeChat().state)).toEqual([]);
});

test('what asks to be read comes first, every conversation in one place, each group by name, empty ones left out', () => {
  const conversations = [
    aConversation(1, { name: 'zoo' }),
    aConversation(2, { name: 'Art' }),
    aConversation(3, { kind: 'direct', name: 'bia' }),
    aConversation(4, { name: 'news', unread: 2 }),
    aConversation(5, { name: 'calls', unread: 4, mentions: 1 }),
    aConversation(6, { kind: 'direct', name: 'caio', unread: 1 }),
  ];
  expect(shape(roomsModel(aState({ conversations, discover: [aListedRoom(7, { name: 'open' })] })))).toEqual({
    Mentions: ['calls'],
    Unread: ['caio', 'news'],
    'Direct Messages': ['bia'],
    Rooms: ['Art', 'zoo'],
    Discover: ['open'],
  });
  expect(labels(roomsModel(aState({ conversations: [aConversation(1)] })))).toEqual(['Rooms']);
});

test('a room tells its unread messages by description, mark and voice', () => {
  const members = [member('ana', 'online'), member('bia', 'offline')];
  const conversations = [aConversation(1, { name: 'general', unread: 3, members })];
  expect(only(roomsModel(aState({ conversations })))).toMatchObject({
    description: '3 unread',
    mark: { kind: 'unread', count: 3 },
    spoken: 'Room general, 1 of 2 online, 3 unread',
    context: 'room;joined;unread',
    icon: { id: 'comment-discussion' },
  });
});

test('mentions are told apart from what is merely unread', () => {
  const conversations = [aConversation(1, { name: 'general', unread: 5, mentions: 2 })];
  expect(only(roomsModel(aState({ conversations })))).toMatchObject({
    description: '2 mentions, 5 unread',
    mark: { kind: 'mention', count: 2 },
    icon: { id: 'mention' },
    spoken: 'Room general, 0 of 0 online, 2 mentions, 5 unread',
  });
});

test('a muted room stays in its place and says so quietly; a mention still calls', () => {
  const quiet = roomsModel(aState({ conversations: [aConversation(1, { muted: true, unread: 7 })] }));
  expect(labels(quiet)).toEqual(['Rooms']);
  expect(only(quiet)).toMatchObject({
    description: 'muted, 7 unread',
    mark: { kind: 'muted', count: 7 },
    icon: { id: 'bell-slash' },
    context: 'room;joined;muted;unread',
  });
  const called = roomsModel(aState({ conversations: [aConversation(1, { muted: true, unread: 7, mentions: 1 })] }));
  expect(labels(called)).toEqual(['Mentions']);
  expect(only(called)).toMatchObject({
    description: 'muted, 1 mention, 7 unread',
    mark: { kind: 'mention', count: 1 },
  });
});

test.each([
  [{}, 'room;joined'],
  [{ mine: true }, 'room;joined;owner'],
  [{ readOnly: 'left' }, 'room;left'],
  [{ readOnly: 'closed', mine: true }, 'room;closed;owner'],
  [{ readOnly: 'waiting' }, 'room;joined'],
  [{ kind: 'direct' }, 'direct'],
] as const)('a conversation %j has the flags %s', (extra, context) => {
  expect(only(roomsModel(aState({ conversations: [aConversation(1, extra)] })))?.context).toBe(context);
});

test.each([
  ['online', 'circle-filled'],
  ['away', 'clock'],
  ['dnd', 'circle-slash'],
  ['offline', 'circle-outline'],
] as const)('%s has the shape %s, in both trees', (presence, id) => {
  const members = [member('ana', 'online', me), member('bia', presence)];
  const chat = aState({
    conversations: [aConversation(1, { kind: 'direct', name: 'bia', members })],
    people: [aPerson('bia', { presence })],
  });
  expect(only(roomsModel(chat))?.icon).toMatchObject({ id });
  expect(only(peopleModel(chat))?.icon).toMatchObject({ id });
});

test('ids stay the same when everything else changes, and none is there twice', () => {
  const before = aState({ conversations: [aConversation(1)] });
  const after = aState({ conversations: [aConversation(1, { name: 'renamed', mine: true, readOnly: 'closed' })] });
  expect(ids(roomsModel(before))).toEqual(ids(roomsModel(after)));
});

test('a room that I left stays in its place and is not listed a second time', () => {
  const conversations = [aConversation(1, { readOnly: 'left' })];
  const nodes = roomsModel(aState({ conversations, discover: [aListedRoom(1), aListedRoom(2)] }));
  expect(nodes.map((node) => labels(node.children))).toEqual([['room 1'], ['room 2']]);
});

test('a room to discover is not opened by a click: joining is a decision', () => {
  const node = only(roomsModel(aState({ discover: [aListedRoom(4, { online: 1, total: 3 })] })));
  expect(node).toMatchObject({ context: 'room;discover', description: '1 of 3 online' });
  expect(node?.opens).toBeUndefined();
});

test('people: online, away and not to be disturbed, offline; me first and marked, then by name', () => {
  const people = [
    aPerson('zoe'),
    aPerson('bia', { presence: 'offline' }),
    aPerson('me', { me: true, roomName: 'general' }),
    aPerson('Caio', { roomName: 'general', links: 1 }),
    aPerson('duda', { presence: 'dnd', roomName: 'design' }),
    aPerson('eva', { presence: 'away' }),
  ];
  const nodes = peopleModel(aState({ people }));
  expect(shape(nodes)).toEqual({ Online: ['me', 'Caio', 'zoe'], Away: ['duda', 'eva'], Offline: ['bia'] });
  const [online, away, offline] = nodes.map((node) => node.children ?? []);
  expect(online?.[0]).toMatchObject({ description: 'you', context: 'person;online;me', spoken: 'me, you, online' });
  expect(online?.[1]).toMatchObject({ description: 'general', spoken: 'Caio, online, connected directly' });
  expect(away?.[0]).toMatchObject({ description: 'do not disturb · design', context: 'person;dnd;other' });
  expect(offline?.[0]).toMatchObject({ context: 'person;offline;other' });
});
