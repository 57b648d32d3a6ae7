import { expect, test } from 'vitest';
import type { UiState } from '../../../../src/vscode/ui-state.ts';
import { contextKeys, provenKeys } from '../../../../src/vscode/model/context-keys.ts';
import { statusBarModel } from '../../../../src/vscode/model/status-bar-model.ts';
import { aConversation, aState } from '../../../support/chat-samples.ts';
import { fakeChat } from '../../../support/fake-chat.ts';

const uiState = (extra: Partial<UiState>): UiState => ({
  configured: true,
  registered: extra.chat?.account !== undefined,
  service: 'open',
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
  expect(statusBarModel(uiState({ configured: false, service: 'closed' }), 'always')).toBeUndefined();
});

test.each([
  ['connected', uiState({ chat: online }), '$(comment-discussion) ana', 'openRoom'],
  ['unread', uiState({ chat: threeUnread }), '$(comment-discussion) 3', 'openRoom'],
  ['do not disturb', uiState({ chat: online, silenced: true }), '$(bell-slash) ana', 'openRoom'],
  ['waiting', uiState({ chat: waiting }), '$(warning) ana', 'connect'],
  ['full disk', uiState({ chat: aState({ disk: 'full' }) }), '$(warning) ana', 'showLog'],
  ['offline by choice', uiState({ chat: byChoice }), '$(debug-disconnect) ana', 'connect'],
  ['another window', uiState({ service: 'otherWindow' }), '$(multiple-windows) P2P Chat', 'connect'],
  ['signed out', uiState({ chat: fakeChat().state }), '$(account) P2P Chat', 'signIn'],
  ['opening', uiState({ service: 'opening' }), '$(sync~spin) P2P Chat', 'showLog'],
  ['failed', uiState({ service: 'failed', failure: 'DISK_FULL' }), '$(warning) P2P Chat', 'connect'],
  ['stopped', uiState({ service: 'failed', failure: 'ENGINE_FAILED' }), '$(warning) P2P Chat', 'restart'],
  ['an engine that says nothing', uiState({ chat: online, hung: true }), '$(warning) ana', 'showLog'],
  ['closed', uiState({ service: 'closed' }), '$(debug-disconnect) P2P Chat', 'connect'],
])('%s', (_, given, text, command) => {
  expect(statusBarModel(given, 'always')).toMatchObject({ text, command });
});

const named = (username: string) => {
  const account = { ...online.account, username } as NonNullable<typeof online.account>;
  return statusBarModel(uiState({ chat: aState({ account }) }), 'always');
};

test('a long name is cut in the status bar, not in what is read out; no name is an icon', () => {
  const long = named('Maximiliana Wilhelmina von Hohenzollern');
  expect(long?.text).toBe('$(comment-discussion) Maximiliana Wilhelm…');
  expect(long?.ariaLabel).toContain('Maximiliana Wilhelmina von Hohenzollern');
  expect(named('a$(flame)')?.text).toBe(String.raw`$(comment-discussion) a\$(flame)`);
});

test('mentions are counted apart; muted conversations count only where they mention me; silence hides every count', () => {
  const loud = aConversation(1, { unread: 5, mentions: 1 });
  const other = aConversation(2, { unread: 2 });
  const chat = aState({ conversations: [loud, other], unread: 7 });
  const muted = aState({ conversations: [{ ...loud, muted: true }, other], unread: 7 });
  expect(statusBarModel(uiState({ chat }), 'always')).toMatchObject({
    text: '$(comment-discussion) 7 $(mention)1',
    ariaLabel: expect.stringContaining('1 mention, 7 unread'),
  });
  expect(statusBarModel(uiState({ chat: muted }), 'always')?.text).toBe('$(comment-discussion) 3 $(mention)1');
  const silent = statusBarModel(uiState({ chat, silenced: true }), 'always');
  expect([silent?.text, silent?.ariaLabel]).toEqual([
    '$(bell-slash) ana',
    'P2P Chat, Connected (tracker 127.0.0.1:6060), Signed in as ana',
  ]);
  expect(statusBarModel(uiState({ chat, silenced: true }), 'whenUnread')).toBeUndefined();
});

test('it warns only where nothing gets better by itself', () => {
  expect(statusBarModel(uiState({ chat: waiting }), 'always')?.isWarning).toBe(false);
  expect(statusBarModel(uiState({ service: 'failed', failure: 'DISK_FULL' }), 'always')?.isWarning).toBe(true);
  const changed = { ...waiting.connection, state: 'offline', cause: 'TRACKER_CHANGED' } as const;
  expect(statusBarModel(uiState({ chat: aState({ connection: changed }) }), 'always')?.isWarning).toBe(true);
});

test('the setting hides the item always, or while nothing is unread', () => {
  expect(statusBarModel(uiState({ chat: threeUnread }), 'never')).toBeUndefined();
  expect(statusBarModel(uiState({ chat: online }), 'whenUnread')).toBeUndefined();
  expect(statusBarModel(uiState({ chat: threeUnread }), 'whenUnread')).toBeDefined();
});

test('context keys before the first Set Up', () => {
  expect(contextKeys(uiState({ configured: false, service: 'closed' }))).toEqual({
    configured: false,
    service: 'closed',
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
  expect(contextKeys(uiState({ chat }))).toMatchObject({
    registered: true,
    connected: true,
    connectionState: 'online',
    hasRooms: true,
    hasUnread: true,
  });
  expect(contextKeys(uiState({ chat: waiting }))).toMatchObject({ connected: false, connectionState: 'error' });
});

test('offline by choice is no trouble, and everything but the connection is there', () => {
  expect(statusBarModel(uiState({ chat: byChoice }), 'always')).toMatchObject({ isWarning: false });
  expect(contextKeys(uiState({ chat: byChoice }))).toMatchObject({
    registered: true,
    connected: false,
    connectionState: 'offline',
  });
});

test.each(['closed', 'opening', 'otherWindow', 'failed'] as const)(
  'there is an account while the host is %s',
  (host) => {
    expect(contextKeys({ ...uiState({ service: host }), registered: true })).toMatchObject({
      registered: true,
      connected: false,
    });
  },
);

test('signed out but connected to the tracker is not connected', () => {
  const { account: _, ...nobody } = aState();
  expect(contextKeys(uiState({ chat: nobody }))).toMatchObject({ registered: false, connected: false });
});

test('a conversation that is muted, or quiet that is wanted, proves that somebody has chosen', () => {
  const quiet = aState({ conversations: [aConversation(1, { muted: true })] });
  expect(provenKeys(uiState({ chat: quiet }))).toEqual({ quietChosen: true });
  expect(provenKeys(uiState({ silenced: true }))).toEqual({ quietChosen: true });
  expect(provenKeys(uiState({ chat: aState({ conversations: [aConversation(1)] }) }))).toEqual({});
});
