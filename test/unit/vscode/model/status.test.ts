import { expect, test } from 'vitest';
import type { Facts } from '../../../../src/vscode/facts.ts';
import { contextKeys } from '../../../../src/vscode/model/context-keys.ts';
import { statusModel } from '../../../../src/vscode/model/status-model.ts';
import { aConversation, aState } from '../../../support/chat-samples.ts';
import { fakeChat } from '../../../support/fake-chat.ts';

const facts = (extra: Partial<Facts>): Facts => ({
  configured: true,
  registered: extra.chat?.account !== undefined,
  host: 'open',
  localTracker: false,
  silenced: false,
  ...extra,
});
const online = aState();
const byChoice = aState({ connection: { ...online.connection, state: 'offline', chosen: true } });
const threeUnread = aState({ conversations: [aConversation(1, { unread: 3 })], unread: 3 });
const waiting = aState({
  connection: {
    state: 'waiting',
    tracker: 'Lab',
    address: 'lab:6060',
    loopback: false,
    insecure: true,
    cause: 'TRACKER_UNREACHABLE',
  },
});

test('before the first Set Up the status bar shows nothing', () => {
  expect(statusModel(facts({ configured: false, host: 'closed' }), 'always')).toBeUndefined();
});

test.each([
  ['connected', facts({ chat: online }), '$(comment-discussion) ana', 'openRoom'],
  ['unread', facts({ chat: threeUnread }), '$(comment-discussion) 3', 'openRoom'],
  ['do not disturb', facts({ chat: online, silenced: true }), '$(bell-slash) ana', 'openRoom'],
  ['waiting', facts({ chat: waiting }), '$(warning) ana', 'connect'],
  ['full disk', facts({ chat: aState({ disk: 'full' }) }), '$(warning) ana', 'showLog'],
  ['offline by choice', facts({ chat: byChoice }), '$(debug-disconnect) ana', 'connect'],
  ['another window', facts({ host: 'otherWindow' }), '$(multiple-windows) P2P Chat', 'connect'],
  ['signed out', facts({ chat: fakeChat().state }), '$(account) P2P Chat', 'signIn'],
  ['opening', facts({ host: 'opening' }), '$(sync~spin) P2P Chat', 'showLog'],
  ['failed', facts({ host: 'failed', failure: 'DISK_FULL' }), '$(warning) P2P Chat', 'connect'],
  ['stopped', facts({ host: 'failed', failure: 'ENGINE_FAILED' }), '$(warning) P2P Chat', 'restart'],
  ['an engine that says nothing', facts({ chat: online, hung: true }), '$(warning) ana', 'showLog'],
  ['closed', facts({ host: 'closed' }), '$(debug-disconnect) P2P Chat', 'connect'],
])('%s', (_, given, text, command) => {
  expect(statusModel(given, 'always')).toMatchObject({ text, command });
});

const named = (username: string) => {
  const account = { ...online.account, username } as NonNullable<typeof online.account>;
  return statusModel(facts({ chat: aState({ account }) }), 'always');
};

test('a long name is cut in the status bar, not in what is read out; no name is an icon', () => {
  const long = named('Maximiliana Wilhelmina von Hohenzollern');
  expect(long?.text).toBe('$(comment-discussion) Maximiliana Wilhelm…');
  expect(long?.spoken).toContain('Maximiliana Wilhelmina von Hohenzollern');
  expect(named('a$(flame)')?.text).toBe(String.raw`$(comment-discussion) a\$(flame)`);
});

test('mentions are counted apart; muted conversations count only where they mention me; silence hides every count', () => {
  const loud = aConversation(1, { unread: 5, mentions: 1 });
  const other = aConversation(2, { unread: 2 });
  const chat = aState({ conversations: [loud, other], unread: 7 });
  const muted = aState({ conversations: [{ ...loud, muted: true }, other], unread: 7 });
  expect(statusModel(facts({ chat }), 'always')).toMatchObject({
    text: '$(comment-discussion) 7 $(mention)1',
    spoken: expect.stringContaining('1 mention, 7 unread'),
  });
  expect(statusModel(facts({ chat: muted }), 'always')?.text).toBe('$(comment-discussion) 3 $(mention)1');
  const silent = statusModel(facts({ chat, silenced: true }), 'always');
  expect([silent?.text, silent?.spoken]).toEqual([
    '$(bell-slash) ana',
    'P2P Chat, Connected (tracker 127.0.0.1:6060), Signed in as ana',
  ]);
  expect(statusModel(facts({ chat, silenced: true }), 'whenUnread')).toBeUndefined();
});

test('it warns only where nothing gets better by itself', () => {
  expect(statusModel(facts({ chat: waiting }), 'always')?.warns).toBe(false);
  expect(statusModel(facts({ host: 'failed', failure: 'DISK_FULL' }), 'always')?.warns).toBe(true);
  const changed = { ...waiting.connection, state: 'offline', cause: 'TRACKER_CHANGED' } as const;
  expect(statusModel(facts({ chat: aState({ connection: changed }) }), 'always')?.warns).toBe(true);
});

test('the setting hides the item always, or while nothing is unread', () => {
  expect(statusModel(facts({ chat: threeUnread }), 'never')).toBeUndefined();
  expect(statusModel(facts({ chat: online }), 'whenUnread')).toBeUndefined();
  expect(statusModel(facts({ chat: threeUnread }), 'whenUnread')).toBeDefined();
});

test('context keys before the first Set Up', () => {
  expect(contextKeys(facts({ configured: false, host: 'closed' }))).toEqual({
    configured: false,
    host: 'closed',
    registered: false,
    connectionState: 'offline',
    connected: false,
    hasRooms: false,
    hasUnread: false,
    localTrackerRunning: false,
    dnd: false,
  });
});

test('context keys of somebody online, and of somebody who cannot reach the tracker', () => {
  const chat = aState({ conversations: [aConversation(1, { unread: 1 })], unread: 1 });
  expect(contextKeys(facts({ chat }))).toMatchObject({
    registered: true,
    connected: true,
    connectionState: 'online',
    hasRooms: true,
    hasUnread: true,
  });
  expect(contextKeys(facts({ chat: waiting }))).toMatchObject({ connected: false, connectionState: 'error' });
});

test('offline by choice is no trouble, and everything but the connection is there', () => {
  expect(statusModel(facts({ chat: byChoice }), 'always')).toMatchObject({ warns: false });
  expect(contextKeys(facts({ chat: byChoice }))).toMatchObject({
    registered: true,
    connected: false,
    connectionState: 'offline',
  });
});

test.each(['closed', 'opening', 'otherWindow', 'failed'] as const)(
  'there is an account while the host is %s',
  (host) => {
    expect(contextKeys({ ...facts({ host }), registered: true })).toMatchObject({ registered: true, connected: false });
  },
);

test('signed out but connected to the tracker is not connected', () => {
  const { account: _, ...nobody } = aState();
  expect(contextKeys(facts({ chat: nobody }))).toMatchObject({ registered: false, connected: false });
});
