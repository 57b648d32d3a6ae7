import { expect, test } from 'vitest';
import type { Facts } from '../../src/vscode/chat-host.ts';
import { contextKeys } from '../../src/vscode/model/context-keys.ts';
import { statusModel } from '../../src/vscode/model/status-model.ts';
import { aConversation, aState } from '../support/chat-samples.ts';
import { FakeChat } from '../support/fake-chat.ts';

const facts = (extra: Partial<Facts>): Facts => ({
  configured: true,
  host: 'open',
  localTracker: false,
  silenced: false,
  ...extra,
});
const online = aState();
const waiting = aState({
  connection: { state: 'waiting', tracker: 'lab:6060', insecure: true, cause: 'TRACKER_UNREACHABLE' },
});

test('before the first Set Up the status bar shows nothing', () => {
  expect(statusModel(facts({ configured: false, host: 'closed' }), 'always')).toBeUndefined();
});

test.each([
  ['connected', facts({ chat: online }), '$(comment-discussion) ana', 'openRoom'],
  ['unread', facts({ chat: aState({ unread: 3 }) }), '$(comment-discussion) 3', 'openRoom'],
  ['do not disturb', facts({ chat: online, silenced: true }), '$(bell-slash) ana', 'openRoom'],
  ['waiting', facts({ chat: waiting }), '$(warning) ana', 'connect'],
  ['full disk', facts({ chat: aState({ disk: 'full' }) }), '$(warning) ana', 'showLog'],
  ['another window', facts({ host: 'otherWindow' }), '$(multiple-windows) P2P Chat', 'connect'],
  ['signed out', facts({ chat: new FakeChat().state }), '$(account) P2P Chat', 'signIn'],
  ['opening', facts({ host: 'opening' }), '$(sync~spin) P2P Chat', 'showLog'],
  ['failed', facts({ host: 'failed', failure: 'DISK_FULL' }), '$(warning) P2P Chat', 'connect'],
  ['closed', facts({ host: 'closed' }), '$(debug-disconnect) P2P Chat', 'connect'],
])('%s', (_, given, text, command) => {
  expect(statusModel(given, 'always')).toMatchObject({ text, command });
});

test('a long name is cut in the status bar, not in what is read out', () => {
  const username = 'Maximiliana Wilhelmina von Hohenzollern';
  const account = { ...online.account, username } as NonNullable<typeof online.account>;
  const model = statusModel(facts({ chat: aState({ account }) }), 'always');
  expect(model?.text).toBe('$(comment-discussion) Maximiliana Wilhelm…');
  expect(model?.spoken).toContain(username);
});

test('the tooltip says the cause, who I am and how many direct links there are', () => {
  const model = statusModel(facts({ chat: waiting }), 'always');
  expect(model?.lines[0]).toContain('cannot be reached');
  expect(model?.lines.slice(1)).toEqual(['Signed in as ana', 'Direct links: 0']);
});

test('the setting hides the item always, or while nothing is unread', () => {
  expect(statusModel(facts({ chat: aState({ unread: 3 }) }), 'never')).toBeUndefined();
  expect(statusModel(facts({ chat: online }), 'whenUnread')).toBeUndefined();
  expect(statusModel(facts({ chat: aState({ unread: 3 }) }), 'whenUnread')).toBeDefined();
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
  const chat = aState({ conversations: [aConversation(1)], unread: 1 });
  expect(contextKeys(facts({ chat }))).toMatchObject({
    registered: true,
    connected: true,
    connectionState: 'online',
    hasRooms: true,
    hasUnread: true,
  });
  expect(contextKeys(facts({ chat: waiting }))).toMatchObject({ connected: false, connectionState: 'error' });
});

test('signed out but connected to the tracker is not connected', () => {
  const { account: _, ...nobody } = aState();
  expect(contextKeys(facts({ chat: nobody }))).toMatchObject({ registered: false, connected: false });
});
