import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyPromptText, toastText } from '../../../../src/vscode/notifications/toast-text.ts';
import type { Toast } from '../../../../src/vscode/notifications/toasts.ts';
import { aConversation, aRow } from '../../../support/chat-samples.ts';

const toast = (kind: 'direct' | 'group', content: string, count = 1, username = 'bia'): Toast => ({
  conversation: aConversation(1, { kind, name: kind === 'direct' ? username : 'design' }),
  count,
  row: aRow(1, { content, author: { identity: 'cc', username } }),
});

test.each([
  [toast('direct', 'hello'), true, 'bia: hello'],
  [toast('direct', 'hello'), false, 'New message from bia'],
  [toast('direct', 'hello', 3), true, '3 new messages from bia'],
  [toast('group', '@ana look'), true, 'bia in #design: @ana look'],
  [toast('group', '@ana look'), false, 'New message from bia in #design'],
  [toast('group', '@ana look', 3), true, '3 new messages in #design'],
  [toast('direct', ' \u200b \n'), true, 'New message from bia'],
])('%#', (one, preview, text) => {
  expect(toastText(one, preview)).toBe(text);
});

test('what is answered is shown as it stands by now', () => {
  const one = toast('direct', 'hello');
  const edited = { ...one, row: { ...one.row, content: 'never mind', edited: 5 } };
  expect(replyPromptText(one, true)).toBe('bia: hello');
  expect(replyPromptText(edited, true)).toBe('bia: never mind');
  const { content: _, ...gone } = one.row;
  const deleted = { ...one, row: { ...gone, kind: 'deleted' as const } };
  expect(replyPromptText(deleted, true)).toBe('Message deleted');
  // the others are still there
  expect(replyPromptText({ ...deleted, count: 3 }, true)).toBe('3 new messages from bia');
});

test('several lines are one, and a long one is cut at a whole letter', () => {
  expect(toastText(toast('direct', 'a\r\n\n\tb\u2028c\u0007d'), true)).toBe('bia: a b c d');
  const cut = toastText(toast('direct', '😀'.repeat(500)), true);
  expect(cut).toBe(`bia: ${'😀'.repeat(139)}…`);
});

test('a family stays one picture, a hidden joiner elsewhere goes', () => {
  expect(toastText(toast('direct', '👩‍👧 👩🏽‍💻 a‍b'), true)).toBe('bia: 👩‍👧 👩🏽‍💻 ab');
});

/** How the editor finds links in a notification (`parseLinkedText` of its sources). */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const hostile = fc
  .array(
    fc.constantFrom(
      '[',
      ']',
      '](',
      '(',
      ')',
      'command:workbench.action.quit',
      'https://x.example/',
      'a',
      ' ',
      '\u202e',
      '\u200b',
      '\n',
      '\u0000',
      '\ud800',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('no name and no text makes a link, a second line or a turn of direction', () => {
  expect('[x](command:y)').toMatch(links);
  fc.assert(
    fc.property(
      hostile,
      hostile,
      fc.constantFrom('direct' as const, 'group' as const),
      fc.boolean(),
      fc.nat(3),
      (name, text, kind, preview, more) => {
        const shown = toastText(toast(kind, text, 1 + more, name), preview);
        expect(shown).not.toMatch(links);
        expect(shown).not.toMatch(/\]\(/);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2066-\u2069]/u);
      },
    ),
  );
});

test('a bomb of accents is a few, and work is bounded', () => {
  expect(toastText(toast('direct', `a${'\u0301'.repeat(1_000_000)}b`), true).length).toBeLessThan(20);
});
