import type { Appearance } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { commandKey, deleteKey } from './keys.ts';

/** When a message of mine has come into the composer. */
export const editingText = (sendKey: Appearance['sendKey']): string =>
  sendKey === 'enter'
    ? t('Editing. Enter to save, Escape to cancel.')
    : t('Editing. Ctrl+Enter to save, Escape to cancel.');

/** What keys do: each of `keys` is one way, pressed together. */
export interface KeyHelp {
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

/** Keys of the page, those of writing first. */
export const keyHelp = (sendKey: Appearance['sendKey']): readonly KeyHelp[] => [
  { keys: [sendKey === 'enter' ? ['Enter'] : [commandKey, 'Enter']], does: t('Send') },
  { keys: [sendKey === 'enter' ? ['Shift', 'Enter'] : ['Enter']], does: t('New line') },
  { keys: [['@'], [':'], ['/']], does: t('Mention, emoji, command') },
  { keys: ['B', 'I', 'E'].map((letter) => [commandKey, letter]), does: t('Bold, italic, code') },
  { keys: [[commandKey, 'Shift', 'E']], does: t('Code block') },
  { keys: [['↑']], does: t('In an empty box: edit your last message') },
  { keys: [['R'], ['E'], ['+'], [deleteKey]], does: t('On a message: reply, edit, react, delete') },
  { keys: [['Esc']], does: t('Back to the message box') },
  { keys: [['PageUp'], ['PageDown']], does: t('Scroll the conversation') },
  { keys: [[commandKey, 'F']], does: t('Find in conversation') },
  {
    keys: [
      ['Alt', '↑'],
      ['Alt', '↓'],
    ],
    does: t('Previous / next unread conversation'),
  },
];
