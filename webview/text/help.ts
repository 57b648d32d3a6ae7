import type { Appearance } from '../../common/protocol/view/index.ts';
import { slashNames, type SlashCommand } from '../../common/text/index.ts';
import { t } from '../l10n.ts';
import { withCommand } from './keys.ts';

/** What a command does, in one line. */
export const commandText = (command: SlashCommand): string => {
  switch (command) {
    case 'users':
      return t('Show who is in this conversation');
    case 'help':
      return t('Show commands and keys');
    case 'mute':
      return t('No notifications from here');
    case 'unmute':
      return t('Notifications again');
    case 'leave':
      return t('Leave this room');
    case 'delete':
      return t('Delete this room, if you own it');
  }
};

export const unknownCommandText = (text: string): string =>
  t('There is no command {0}. Enter again sends it as a message.', text.trim());

/** When a message of mine has come into the composer. */
export const editingText = (sendKey: Appearance['sendKey']): string =>
  sendKey === 'enter'
    ? t('Editing. Enter saves, Escape leaves it as it was.')
    : t('Editing. Ctrl+Enter saves, Escape leaves it as it was.');

/** The answer to /help: commands, then keys. */
export const helpText = (sendKey: Appearance['sendKey']): string =>
  [
    ...Object.entries(slashNames).map(
      ([command, names]) => `${names.join('  ')}  –  ${commandText(command as SlashCommand)}`,
    ),
    '',
    ...keys(sendKey).map(([key, words]) => `${key}  –  ${words}`),
  ].join('\n');

const keys = (sendKey: Appearance['sendKey']): readonly (readonly [string, string])[] => [
  sendKey === 'enter' ? ['Enter', t('Send')] : ['Ctrl+Enter', t('Send')],
  sendKey === 'enter' ? ['Shift+Enter', t('New line')] : ['Enter', t('New line')],
  ['@  :  /', t('Name, emoji, command')],
  ['↑', t('From the empty field: edit my last message')],
  ['R  E  +  Del', t('On a message: reply, edit, react, delete')],
  ['Esc', t('Back to the field')],
  ['PageUp  PageDown', t('Scroll the conversation')],
  [withCommand('F'), t('Find in the conversation')],
  ['Alt+↑  Alt+↓', t('Conversation with unread messages, before or after')],
];
