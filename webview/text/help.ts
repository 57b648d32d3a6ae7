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
      return t('Show commands and shortcuts');
    case 'mute':
      return t('Mute this conversation');
    case 'unmute':
      return t('Unmute it');
    case 'leave':
      return t('Leave this room');
    case 'delete':
      return t('Delete this room (owner only)');
  }
};

export const unknownCommandText = (text: string): string =>
  t('There’s no command {0}. Press Enter again to send it as a message.', text.trim());

/** When a message of mine has come into the composer. */
export const editingText = (sendKey: Appearance['sendKey']): string =>
  sendKey === 'enter'
    ? t('Editing. Enter to save, Escape to cancel.')
    : t('Editing. Ctrl+Enter to save, Escape to cancel.');

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
  ['@  :  /', t('Mention, emoji, command')],
  ['↑', t('In an empty box: edit your last message')],
  ['R  E  +  Del', t('On a message: reply, edit, react, delete')],
  ['Esc', t('Back to the message box')],
  ['PageUp  PageDown', t('Scroll the conversation')],
  [withCommand('F'), t('Find in conversation')],
  ['Alt+↑  Alt+↓', t('Previous / next unread conversation')],
];
