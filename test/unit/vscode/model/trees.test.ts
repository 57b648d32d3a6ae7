import fc from 'fast-check';
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

test('every conversation in one place, pinned ones first, each group by name, empty ones left out', () => {
  const conversations = [
    aConversation(1, { name: 'zoo' }),
    aConversation(2, { name: 'Art' }),
    aConversation(3, { kind: 'direct', name: 'bia' }),
    aConversation(4, { name: 'news', pinned: true }),
    aConversation(5, { name: 'calls', unread: 4, mentions: 1 }),
    aConversation(6, { kind: 'direct', name: 'caio', unread: 1 }),
    aConversation(7, { kind: 'direct', name: 'duda', pinned: true }),
    aConversation(8, { name: 'gone', readOnly: 'closed', hidden: true }),
  ];
  const discover = [aListedRoom(9, { name: 'open' }), aListedRoom(10, { name: 'other' })];
  expect(shape(roomsModel(aState({ conversations, discover })))).toEqual({
    Pinned: ['duda', 'news'],
    'Direct Messages': ['bia', 'caio'],
    Rooms: ['Art', 'calls', 'zoo'],
    'Browse 2 rooms…': [],
  });
  expect(labels(roomsModel(aState({ conversations: [aConversation(1)] })))).toEqual(['Rooms']);
});

const oneOfAll = (n: number) =>
  aConversation(n, { kind: n % 2 === 0 ? 'group' : 'direct', ...(n % 3 === 0 && { pinned: true }) });

test('whatever comes, is read, muted or called, no line moves', () => {
  const count = fc.nat({ max: 20 });
  const some = fc.array(fc.record({ unread: count, mentions: count, muted: fc.boolean(), lastAt: count }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(some, (all) => {
      const quiet = all.map((_, n) => oneOfAll(n));
      const busy = all.map((extra, n) => ({ ...oneOfAll(n), ...extra }));
      expect(ids(roomsModel(aState({ conversations: busy })))).toEqual(
        ids(roomsModel(aState({ conversations: quiet }))),
      );
    }),
  );
});

test('a room tells its unread messages by one count, and by voice', () => {
  const members = [member('ana', 'online'), member('bia', 'offline')];
  const conversations = [aConversation(1, { name: 'general', unread: 3, members })];
  const node = only(roomsModel(aState({ conversations })));
  expect(node).toMatchObject({
    badge: { kind: 'unread', count: 3 },
    ariaLabel: 'Room general, 1 of 2 online, 3 unread',
    contextValue: 'room;joined;leave;unread',
    icon: { id: 'comment-discussion' },
    command: 'openConversation',
  });
  expect(node?.description).toBeUndefined();
});

test('what mentions me is counted instead of what is merely unread', () => {
  const conversations = [aConversation(1, { name: 'general', unread: 5, mentions: 2 })];
  const node = only(roomsModel(aState({ conversations })));
  expect(node).toMatchObject({
    badge: { kind: 'mention', count: 2 },
    icon: { id: 'mention' },
    ariaLabel: 'Room general, 0 of 0 online, 2 mentions, 5 unread',
  });
  expect(node?.description).toBeUndefined();
});

test('a muted room says so by its icon, and counts quietly; a mention still calls', () => {
  const quiet = only(roomsModel(aState({ conversations: [aConversation(1, { muted: true, unread: 7 })] })));
  expect(quiet).toMatchObject({
    badge: { kind: 'quiet', count: 7 },
    icon: { id: 'bell-slash' },
    contextValue: 'room;joined;leave;muted;unread',
    ariaLabel: 'Room room 1, 0 of 0 online, muted, 7 unread',
  });
  expect(quiet?.description).toBeUndefined();
  const called = roomsModel(aState({ conversations: [aConversation(1, { muted: true, unread: 7, mentions: 1 })] }));
  expect(only(called)).toMatchObject({ badge: { kind: 'mention', count: 1 } });
  const direct = aConversation(2, { kind: 'direct', muted: true, mutedUntil: Date.UTC(2090, 10, 27, 12) });
  expect(only(roomsModel(aState({ conversations: [direct] })))?.description).toMatch(/^muted until Nov 27, 2090/);
});

test.each([
  [{}, 'room;joined;leave'],
  [{ mine: true }, 'room;joined;delete'],
  [{ readOnly: 'left' }, 'room;left'],
  [{ readOnly: 'closed', mine: true }, 'room;closed'],
  [{ readOnly: 'waiting' }, 'room;joined;leave'],
  [{ readOnly: 'newer', mine: true }, 'room;joined;delete'],
  [{ kind: 'direct' }, 'direct'],
  [{ pinned: true }, 'room;joined;leave;pinned'],
] as const)('a conversation %j has the flags %s', (extra, context) => {
  expect(only(roomsModel(aState({ conversations: [aConversation(1, extra)] })))?.contextValue).toBe(context);
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

test('a room that I left stays in its place and is not counted a second time; taken from the list it can be found again', () => {
  const left = aConversation(1, { readOnly: 'left' });
  const discover = [aListedRoom(1), aListedRoom(2)];
  const nodes = roomsModel(aState({ conversations: [left], discover }));
  expect(shape(nodes)).toEqual({ Rooms: ['room 1'], 'Browse 1 room…': [] });
  expect(only(nodes)).toMatchObject({ description: 'you left', badge: { kind: 'quiet', count: 0 } });
  const gone = roomsModel(aState({ conversations: [{ ...left, hidden: true }], discover }));
  expect(shape(gone)).toEqual({ 'Browse 2 rooms…': [] });
});

test('a click does something on every line: it opens, asks which room to join, or writes to somebody', () => {
  const conversations = [
    aConversation(1),
    aConversation(2, { kind: 'direct' }),
    aConversation(3, { readOnly: 'closed' }),
  ];
  const people = [aPerson('me', { me: true }), aPerson('bia'), aPerson('caio', { presence: 'offline' })];
  const chat = aState({ conversations, discover: [aListedRoom(4)], people });
  const lines = [...roomsModel(chat), ...peopleModel(chat)].flatMap((node) => node.children ?? [node]);
  expect(lines.map(({ label, command }) => [label, command])).toEqual([
    ['room 2', 'openConversation'],
    ['room 1', 'openConversation'],
    ['room 3', 'openConversation'],
    ['Browse 1 room…', 'joinRoom'],
    ['me', 'setStatus'],
    ['bia', 'openDirect'],
    ['caio', 'openDirect'],
  ]);
});

test('people: online and not to be disturbed, away, offline; me first and marked, then by name; no room is claimed for them', () => {
  const people = [
    aPerson('zoe'),
    aPerson('bia', { presence: 'offline' }),
    aPerson('me', { me: true, roomName: 'general' }),
    aPerson('Caio', { roomName: 'general', links: 1 }),
    aPerson('duda', { presence: 'dnd', roomName: 'design' }),
    aPerson('eva', { presence: 'away' }),
  ];
  const nodes = peopleModel(aState({ people }));
  expect(shape(nodes)).toEqual({ Online: ['me', 'Caio', 'duda', 'zoe'], Away: ['eva'], Offline: ['bia'] });
  const [online, , offline] = nodes.map((node) => node.children ?? []);
  expect(online?.[0]).toMatchObject({
    description: 'you',
    contextValue: 'person;online;me',
    ariaLabel: 'me, you, online',
  });
  expect(online?.[1]).toMatchObject({ ariaLabel: 'Caio, online, connected directly' });
  expect(online?.[1]?.description).toBeUndefined();
  expect(online?.[2]).toMatchObject({ description: 'do not disturb', contextValue: 'person;dnd;other' });
  expect(offline?.[0]).toMatchObject({ contextValue: 'person;offline;other' });
});

test('the tooltip of a person tells the rooms that we share', () => {
  const bia = aPerson('bia', { roomName: 'elsewhere' });
  const members = [member('bia', 'online', bia.identity)];
  const conversations = [
    aConversation(1, { name: 'zoo', members }),
    aConversation(2, { name: 'art', members }),
    aConversation(3, { name: 'alone' }),
    aConversation(4, { kind: 'direct', name: 'bia', members }),
  ];
  const tooltip = peopleModel(aState({ conversations, people: [bia] }))[0]?.children?.[0]?.tooltip?.() ?? '';
  expect(tooltip).toContain('&#35;art&#44; &#35;zoo');
  expect(tooltip).not.toMatch(/alone|elsewhere/);
});

test('who is offline by choice does not see themselves online', () => {
  const state = aState({ people: [aPerson('ana', { me: true })] });
  const connection = { ...state.connection, state: 'offline', chosen: true } as const;
  expect(peopleModel(state).map(({ label }) => label)).toEqual(['Online']);
  expect(peopleModel({ ...state, connection }).map(({ label }) => label)).toEqual(['Offline']);
});
