import { expect, test } from 'vitest';
import { peopleModel } from '../../src/vscode/model/people-model.ts';
import { roomsModel } from '../../src/vscode/model/rooms-model.ts';
import type { TreeNode } from '../../src/vscode/model/tree-node.ts';
import { aConversation, aListedRoom, aPerson, aState } from '../support/chat-samples.ts';
import { FakeChat } from '../support/fake-chat.ts';

const labels = (nodes: readonly TreeNode[] | undefined): readonly string[] => nodes?.map((node) => node.label) ?? [];
const ids = (nodes: readonly TreeNode[] = []): readonly string[] =>
  nodes.flatMap((node) => [node.id, ...ids(node.children)]);
const member = (username: string, online: boolean) => ({
  identity: username,
  username,
  presence: online ? ('online' as const) : ('offline' as const),
  owner: false,
});

test('without an account both trees are empty, so that the welcome text shows', () => {
  expect(roomsModel(undefined)).toEqual([]);
  expect(roomsModel(new FakeChat().state)).toEqual([]);
  expect(peopleModel(new FakeChat().state)).toEqual([]);
});

test('rooms come in three groups, each by name, empty ones left out', () => {
  const conversations = [
    aConversation(1, { name: 'zoo' }),
    aConversation(2, { name: 'Art' }),
    aConversation(3, { kind: 'direct', name: 'bia' }),
  ];
  const nodes = roomsModel(aState({ conversations, discover: [aListedRoom(4, { name: 'open' })] }));
  expect(labels(nodes)).toEqual(['Direct Messages', 'Rooms', 'Discover']);
  expect(nodes.map((node) => labels(node.children))).toEqual([['bia'], ['Art', 'zoo'], ['open']]);
  expect(labels(roomsModel(aState({ conversations: [aConversation(1)] })))).toEqual(['Rooms']);
});

test('a room tells its unread messages by description, badge and voice', () => {
  const members = [member('ana', true), member('bia', false)];
  const [group] = roomsModel(aState({ conversations: [aConversation(1, { name: 'general', unread: 3, members })] }));
  expect(group?.children?.[0]).toMatchObject({
    description: '3 unread',
    unread: 3,
    spoken: 'Room general, 1 of 2 online, 3 unread',
    context: 'room;joined;unread',
  });
});

test.each([
  [{}, 'room;joined'],
  [{ mine: true }, 'room;joined;owner'],
  [{ readOnly: 'left' }, 'room;left'],
  [{ readOnly: 'closed', mine: true }, 'room;closed;owner'],
  [{ readOnly: 'waiting' }, 'room;joined'],
] as const)('a room %j has the flags %s', (extra, context) => {
  expect(roomsModel(aState({ conversations: [aConversation(1, extra)] }))[0]?.children?.[0]?.context).toBe(context);
});

test('ids stay the same when everything else changes', () => {
  const before = aState({ conversations: [aConversation(1)] });
  const after = aState({ conversations: [aConversation(1, { unread: 7, name: 'renamed', mine: true })] });
  expect(ids(roomsModel(before))).toEqual(ids(roomsModel(after)));
});

test('a room that I left stays in its place and is not listed a second time', () => {
  const conversations = [aConversation(1, { readOnly: 'left' })];
  const nodes = roomsModel(aState({ conversations, discover: [aListedRoom(1), aListedRoom(2)] }));
  expect(nodes.map((node) => labels(node.children))).toEqual([['room 1'], ['room 2']]);
});

test('a room to discover is not opened by a click: joining is a decision', () => {
  const [group] = roomsModel(aState({ discover: [aListedRoom(4, { online: 1, total: 3 })] }));
  expect(group?.children?.[0]).toMatchObject({ context: 'room;discover', description: '1 of 3 online' });
  expect(group?.children?.[0]?.opens).toBeUndefined();
});

test('people: online first, then by name; me marked', () => {
  const people = [
    aPerson('zoe'),
    aPerson('bia', { presence: 'offline' }),
    aPerson('ana', { me: true }),
    aPerson('Caio', { roomName: 'general', links: 1 }),
  ];
  const nodes = peopleModel(aState({ people }));
  expect(labels(nodes)).toEqual(['ana', 'Caio', 'zoe', 'bia']);
  expect(nodes[0]).toMatchObject({ description: 'you', context: 'person;online;me', spoken: 'ana, you, online' });
  expect(nodes[1]).toMatchObject({ description: 'general', spoken: 'Caio, online, connected directly' });
  expect(nodes[3]).toMatchObject({ context: 'person;offline;other' });
});
