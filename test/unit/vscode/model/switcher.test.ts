import fc from 'fast-check';
import { expect, test } from 'vitest';
import { needingAttention, attentionCount, neighbor } from '../../../../src/vscode/model/attention.ts';
import {
  matches,
  recentFirst,
  switcherItems,
  switcherOffers,
  parseQuery,
} from '../../../../src/vscode/model/switcher.ts';
import { aConversation, aListedRoom, aPerson, aState, roomKey } from '../../../support/chat-samples.ts';

const conversations = [
  aConversation(1, { name: 'old', lastAt: 10 }),
  aConversation(2, { name: 'new', lastAt: 20 }),
  aConversation(3, { name: 'loud', unread: 3, lastAt: 5 }),
  aConversation(4, { name: 'zz calls', unread: 9, mentions: 1 }),
  aConversation(5, { name: 'muted', muted: true, unread: 7, lastAt: 15 }),
  aConversation(6, {
    kind: 'direct',
    name: 'bia',
    lastAt: 1,
    members: [{ ...aPerson('bia', { presence: 'offline' }), owner: false }],
  }),
];
const people = [
  aPerson('me', { me: true }),
  aPerson('bia'),
  aPerson('caio', { presence: 'offline' }),
  aPerson('duda', { presence: 'dnd' }),
];
const chat = aState({ conversations, people });

test('the quick switcher: what asks to be read, then what was used last, then everybody else', () => {
  const groups = switcherItems(chat);
  expect(groups.map(({ label, items }) => [label, ...items.map((one) => one.label)])).toEqual([
    ['unread', '$(mention) zz calls', '$(comment-discussion) loud'],
    [
      'recent',
      '$(comment-discussion) new',
      '$(bell-slash) muted',
      '$(comment-discussion) old',
      '$(circle-outline) bia',
    ],
    ['people', '$(circle-slash) duda', '$(circle-outline) caio'],
  ]);
  expect(groups[0]?.items[0]).toMatchObject({ description: '1 mention, 9 unread', target: { room: roomKey(4) } });
  expect(groups[2]?.items[0]).toMatchObject({
    description: 'do not disturb',
    target: { user: aPerson('duda').identity },
  });
});

const found = (typed: string, given = chat): readonly string[] =>
  switcherItems(given, () => true, parseQuery(typed)).flatMap(({ items }) =>
    items.map((one) => one.label.replace(/^\S+ /, '')),
  );
const offered = (typed: string, given = chat) =>
  switcherOffers(given, parseQuery(typed)).map(({ label, target }) => [label.replace(/^\S+ /, ''), target]);

test('a part of the name finds it, wherever it stands, case and accents apart; the order stays', () => {
  const named = aState({
    conversations: [
      aConversation(1, { name: 'São Paulo', lastAt: 1 }),
      aConversation(2, { name: 'visual design', lastAt: 2 }),
      aConversation(3, { name: 'Designers', lastAt: 3 }),
      aConversation(4, { name: 'sign-off', unread: 1 }),
      aConversation(5, { kind: 'direct', name: 'Sigrid' }),
    ],
    people: [aPerson('João Sigismund')],
  });
  expect(found('SIGN', named)).toEqual(['sign-off', 'Designers', 'visual design']);
  expect(found('sao', named)).toEqual(['São Paulo']);
  expect(found('pau SÃ', named)).toEqual(['São Paulo']);
  expect(found('joao', named)).toEqual(['João Sigismund']);
  expect(found('#sig', named)).toEqual(['sign-off', 'Designers', 'visual design']);
  expect(found('@ sig', named)).toEqual(['Sigrid', 'João Sigismund']);
  expect(found('nobody', named)).toEqual([]);
});

test('every part of every name finds it', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
      const letters = Array.from(text);
      const part = letters.slice(a % letters.length, (a % letters.length) + 1 + (b % letters.length)).join('');
      expect(matches(text.normalize('NFC'), part.normalize('NFC'))).toBe(true);
    }),
  );
});

test('an unknown name: write to somebody of that name, make a room of it, join one that has it in its name', () => {
  const listed = aState({ conversations, people, discover: [aListedRoom(7, { name: 'Open source' })] });
  expect(offered('')).toEqual([]);
  expect(offered('eva')).toEqual([
    ['Message eva', { user: 'eva' }],
    ['Create #eva', { create: 'eva' }],
  ]);
  expect(offered('@eva')).toEqual([['Message eva', { user: 'eva' }]]);
  expect(offered('#eva')).toEqual([['Create #eva', { create: 'eva' }]]);
  expect(offered('open', listed)).toEqual([
    ['Join #Open source', { join: roomKey(7) }],
    ['Message open', { user: 'open' }],
    ['Create #open', { create: 'open' }],
  ]);
  // what has that name already is not made again
  expect(offered('OPEN SOURCE', listed).map(([label]) => label)).toEqual(['Join #Open source', 'Message OPEN SOURCE']);
  expect(offered('Old').map(([label]) => label)).toEqual(['Message Old']);
  expect(offered('Caio').map(([label]) => label)).toEqual(['Create #Caio']);
  // no name at all, or nobody to ask
  expect(offered('a\u200Bb')).toEqual([]);
  expect(offered('eva', aState({ connection: { ...aState().connection, state: 'offline' } }))).toEqual([]);
});

test('what was taken from the list is not offered, unread or not', () => {
  const gone = aState({ conversations: [aConversation(1, { readOnly: 'closed', hidden: true, unread: 3 })] });
  expect([switcherItems(gone), attentionCount(gone), needingAttention(gone)]).toEqual([[], 0, []]);
});

test('nothing is offered twice, and nothing of a stranger becomes an icon', () => {
  const named = aState({ people: [aPerson('$(flame)')] });
  expect(switcherItems(named)[0]?.items[0]?.label).toBe(String.raw`$(circle-filled) \$(flame)`);
  const labels = switcherItems(chat).flatMap(({ items }) => items.map((one) => one.label));
  expect(new Set(labels).size).toBe(labels.length);
  expect(switcherItems(undefined)).toEqual([]);
});

test('where one writes, what cannot be written in is not offered', () => {
  const left = aState({ conversations: [aConversation(1, { readOnly: 'left' }), aConversation(2, { unread: 1 })] });
  const groups = switcherItems(left, ({ readOnly }) => readOnly === undefined);
  expect(groups.map(({ label, items }) => [label, items.length])).toEqual([['unread', 1]]);
});

test('the conversation on screen stands first where a command asks about which', () => {
  expect(recentFirst(chat, roomKey(1)).map(({ name }) => name)).toEqual([
    'old',
    'new',
    'muted',
    'loud',
    'bia',
    'zz calls',
  ]);
});

test('what asks to be read goes around in the order of the tree, without the one on screen', () => {
  const all = needingAttention(chat);
  expect(all.map(({ name }) => name)).toEqual(['zz calls', 'loud']);
  expect(attentionCount(chat)).toBe(12);
  expect(neighbor(all, undefined, 1)).toBe(roomKey(4));
  expect(neighbor(all, undefined, -1)).toBe(roomKey(3));
  expect(neighbor(all, roomKey(4), 1)).toBe(roomKey(3));
  expect(neighbor(all, roomKey(3), 1)).toBe(roomKey(4));
  expect(neighbor(all, roomKey(4), -1)).toBe(roomKey(3));
  expect(neighbor(all, roomKey(1), 1)).toBe(roomKey(4));
  expect(neighbor(all.slice(0, 1), roomKey(4), 1)).toBeUndefined();
  expect(neighbor([], undefined, 1)).toBeUndefined();
});
