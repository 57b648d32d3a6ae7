import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepLink, parseDeepLink, type UriParts } from '../../src/vscode/model/deep-link.ts';
import { linkPlan } from '../../src/vscode/model/link-plan.ts';
import type { Facts } from '../../src/vscode/chat-host.ts';
import { aConversation, aListedRoom, aState, entryId, roomKey } from '../support/chat-samples.ts';

const room = roomKey(0xab);
const entry = entryId(0xcd);

const partsOf = (link: string): UriParts => {
  const url = new URL(link);
  return { authority: url.host, path: url.pathname, query: url.search.slice(1), fragment: url.hash.slice(1) };
};

test('a link that was made is understood, in every editor', () => {
  for (const scheme of ['vscode', 'vscode-insiders', 'vscodium', 'cursor']) {
    expect(parseDeepLink(partsOf(deepLink(scheme, { room })))).toEqual({ room });
    expect(parseDeepLink(partsOf(deepLink(scheme, { room, entry })))).toEqual({ room, entry });
  }
});

const good: UriParts = { authority: 'p2p-chat.p2p-chat', path: '/open', query: `r=${room}&m=${entry}`, fragment: '' };

test.each<[string, Partial<UriParts>]>([
  ['another extension', { authority: 'p2p-chat.p2p' }],
  ['another path', { path: '/join' }],
  ['a longer path', { path: '/open/x' }],
  ['a fragment', { fragment: 'x' }],
  ['no query', { query: '' }],
  ['a message without a room', { query: `m=${entry}` }],
  ['the other order', { query: `m=${entry}&r=${room}` }],
  ['a doubled parameter', { query: `r=${room}&r=${room}` }],
  ['an unknown parameter', { query: `r=${room}&tracker=ws://evil` }],
  ['something behind', { query: `r=${room}\n` }],
  ['capitals', { query: `r=${room.toUpperCase()}` }],
  ['a short room', { query: `r=${room.slice(1)}` }],
  ['a long room', { query: `r=${room}0` }],
])('%s is no link of ours', (_, change) => {
  expect(parseDeepLink({ ...good, ...change })).toBeUndefined();
});

test('anything else is refused without an exception', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ unit: 'binary', maxLength: 300 }), (path, query, fragment) => {
      expect(parseDeepLink({ ...good, path, query, fragment })).toBeUndefined();
    }),
  );
});

const facts = (more: Partial<Facts> = {}): Facts => ({
  configured: true,
  host: 'open',
  localTracker: false,
  silenced: false,
  chat: aState({
    conversations: [
      aConversation(1),
      aConversation(2, { kind: 'direct', name: 'bia' }),
      aConversation(3, { readOnly: 'left' }),
      aConversation(4, { readOnly: 'left' }),
    ],
    discover: [aListedRoom(3), aListedRoom(5)],
  }),
  ...more,
});

test.each([
  ['a room of mine', 1, 'Open the room room 1?', false],
  ['a direct conversation', 2, 'Open the conversation with bia?', false],
  ['a room that I left and may join again', 3, 'Join the room room 3?', true],
  ['a room that I left and that is listed no more', 4, 'Open the room room 4?', false],
  ['a listed room', 5, 'Join the room room 5?', true],
])('%s is asked for first', (_, n, question, joins) => {
  const plan = linkPlan({ room: roomKey(n) }, facts());
  expect(plan).toMatchObject({ kind: 'ask', question, joins, room: roomKey(n) });
  expect(plan.kind === 'ask' && plan.detail).toContain('You are ana on ws://127.0.0.1:6060.');
});

const { chat: _, ...without } = facts();
test.each<[string, Facts, object]>([
  ['a room that nobody here knows', facts(), { sentence: expect.stringContaining('that ana is not in') as string }],
  ['nobody signed in', without, { action: 'signIn' }],
  ['nobody set up', { ...without, configured: false }, { action: 'setup' }],
  ['another window', facts({ host: 'otherWindow' }), { sentence: expect.stringContaining('another window') as string }],
])('%s: said in one sentence', (_name, now, expected) => {
  expect(linkPlan({ room: roomKey(99) }, now)).toMatchObject({ kind: 'tell', ...expected });
});

test('what is no link is said to be none', () => {
  expect(linkPlan(undefined, facts())).toMatchObject({ kind: 'tell' });
});
