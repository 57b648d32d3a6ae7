import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UiState } from '../../../../src/vscode/ui-state.ts';
import { dashboard, dashboardCommands } from '../../../../src/vscode/model/dashboard.ts';
import { escapeIcons, escapeMarkdown } from '../../../../src/vscode/model/escape.ts';
import { connectionStatus } from '../../../../src/vscode/model/connection-status.ts';
import { aConversation, aPerson, aState, nobody, roomKey } from '../../../support/chat-samples.ts';

const uiState = (extra: Partial<UiState> = {}): UiState => ({
  configured: true,
  registered: extra.chat?.account !== undefined,
  service: 'open',
  localTracker: false,
  silenced: false,
  ...extra,
});
const hover = (given: UiState): string => dashboard(given, connectionStatus(given));
const linked = (text: string): readonly string[] =>
  [...text.matchAll(/\(command:p2pChat\.(\w+)/g)].map(([, command]) => command ?? '');

test('it tells the connection, who I am and how, who is here and how they are linked', () => {
  const people = [aPerson('ana', { me: true }), aPerson('bia'), aPerson('caio', { presence: 'offline' })];
  const text = hover(uiState({ chat: aState({ people, presence: 'away' }) }));
  expect(text).toContain(`$(comment-discussion) ${escapeMarkdown('Connected (tracker 127.0.0.1:6060)')}`);
  expect(text.split(escapeMarkdown('127.0.0.1:6060'))).toHaveLength(2);
  expect(text).toContain('$(account) **ana** · $(clock) Away');
  expect(text).toContain(`1 other person online · $(plug) ${escapeMarkdown('Connected directly: 0')}`);
  expect(linked(text)).toEqual(['openRoom', 'setStatus', 'toggleDnd', 'disconnect']);
});

test('where the tracker is, is told also while it is away', () => {
  const away = { ...aState().connection, state: 'waiting', cause: 'TRACKER_UNREACHABLE' } as const;
  expect(hover(uiState({ chat: aState({ connection: away }) }))).toContain(
    `$(server) ${escapeMarkdown('127.0.0.1:6060')}`,
  );
});

test('what is unread is listed with its links, mentions first, and not without end', () => {
  const conversations = Array.from({ length: 9 }, (_, n) => aConversation(n, { unread: n, mentions: n === 8 ? 2 : 0 }));
  const text = hover(uiState({ chat: aState({ conversations }) }));
  const args = encodeURIComponent(JSON.stringify([roomKey(8)]));
  expect(text).toContain(
    `$(mention) [room 8](command:p2pChat.openRoom?${args}) ${escapeMarkdown('2 mentions, 8 unread')}`,
  );
  expect(linked(text).filter((one) => one === 'openRoom')).toHaveLength(5);
  expect(text).toContain('3 more');
  expect(linked(text).slice(-5)).toEqual(['nextUnread', 'markAllRead', 'setStatus', 'toggleDnd', 'disconnect']);
});

test('a muted room is listed only when it mentions me', () => {
  const conversations = [
    aConversation(1, { muted: true, unread: 3 }),
    aConversation(2, { muted: true, unread: 3, mentions: 1 }),
  ];
  const text = hover(uiState({ chat: aState({ conversations }) }));
  expect(text).not.toContain('[room 1]');
  expect(text).toContain('[room 2]');
});

test.each<[string, UiState, readonly string[]]>([
  ['closed', uiState({ service: 'closed' }), ['connect', 'showLog']],
  ['failed', uiState({ service: 'failed', failure: 'DISK_FULL' }), ['connect', 'showLog']],
  ['signed out', uiState({ chat: nobody }), ['signIn', 'register']],
  [
    'tracker away',
    uiState({
      chat: aState({
        connection: { state: 'waiting', tracker: 'x', address: 'x:6060', loopback: false, insecure: false },
      }),
    }),
    ['openRoom', 'setStatus', 'toggleDnd', 'connect', 'disconnect'],
  ],
  [
    'offline by choice',
    uiState({
      chat: aState({
        connection: {
          state: 'offline',
          chosen: true,
          tracker: 'x',
          address: 'x:6060',
          loopback: false,
          insecure: false,
        },
      }),
    }),
    ['openRoom', 'setStatus', 'toggleDnd', 'connect'],
  ],
])('%s: it offers what helps', (_, given, commands) => {
  expect(linked(hover(given))).toEqual(commands);
});

test('do not disturb is turned on, or off', () => {
  expect(hover(uiState({ chat: aState() }))).toContain('Turn On Do Not Disturb');
  expect(hover(uiState({ chat: aState({ presence: 'dnd' }) }))).toContain('Turn Off Do Not Disturb');
});

test('what teammates type to come here stands there, and can be copied', () => {
  const chat = aState();
  const text = hover(uiState({ chat, teamAddresses: ['192.168.1.20:6060'] }));
  expect(text).toContain(`$(server) ${escapeMarkdown('192.168.1.20:6060')}`);
  expect(linked(text)).toContain('copyTrackerAddress');
  expect(linked(hover(uiState({ chat, teamAddresses: [] })))).not.toContain('copyTrackerAddress');
});

test('notifications that are off are said to be, where the status does not say it', () => {
  expect(hover(uiState({ chat: aState(), silenced: true }))).toContain('Notifications are off');
  expect(hover(uiState({ chat: aState({ presence: 'dnd' }), silenced: true }))).not.toContain('Notifications are off');
});

const called = (room: string, person: string) =>
  aState({ conversations: [aConversation(1, { name: room, unread: 1 })], people: [aPerson(person)] });

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '](command:evil.run)',
    '$(flame)',
    '**b**',
    '<img src=x>',
    '[a](http://x)',
    'https://x.y',
    '`c`',
    '&lt;',
  ),
);

test('whatever a stranger is called, no link, icon or markup comes of it', () => {
  fc.assert(
    fc.property(hostile, hostile, (room, name) => {
      const plain = hover(uiState({ chat: called('x', 'y') }));
      const text = hover(uiState({ chat: called(room, name) }));
      expect(linked(text)).toEqual(linked(plain));
      expect(text.match(/\$\([a-z-]+\)/g)).toEqual(plain.match(/\$\([a-z-]+\)/g));
    }),
  );
  expect(
    new Set(linked(hover(uiState({ chat: aState() }))).filter((one) => !dashboardCommands.join().includes(one))),
  ).toEqual(new Set());
});

test('letters stay as they are, marks become what Markdown and labels do not read', () => {
  expect(escapeMarkdown('Ana Sé 東京 42')).toBe('Ana Sé 東京 42');
  expect(escapeMarkdown('a*b')).toBe('a&#42;b');
  expect(escapeIcons('$(flame) $5 $(a b) $(sync~spin)')).toBe(String.raw`\$(flame) $5 $(a b) \$(sync~spin)`);
});
