import type { TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import type { Popup } from '../state/popup.ts';
import { t } from '../l10n.ts';
import { emojiPicker } from './emoji-picker.ts';
import type { Actions, View } from './view.ts';

/** An emoji for a message; one of mine that is there already is taken away. */
export const reactionPicker = (
  { recent }: View,
  pick: Popup & { kind: 'reactions' },
  { key, reactions = [] }: MessageItem,
  actions: Actions,
): TemplateResult => {
  const isPressed = (picture: string): boolean => reactions.some((one) => one.mine && one.emoji === picture);
  const choose = (picture: string): void => {
    actions.dismiss();
    actions.messages.react(key, picture, !isPressed(picture));
  };
  return emojiPicker({ label: t('Add Reaction'), pick, recent, isPressed, choose }, actions);
};

/** An emoji for what is being written. */
export const writingPicker = ({ recent }: View, pick: Popup & { kind: 'emoji' }, actions: Actions): TemplateResult => {
  const choose = (picture: string): void => {
    actions.dismiss();
    actions.composer.edits.emoji(picture);
  };
  return emojiPicker({ label: t('Emoji'), pick, recent, isPressed: () => false, choose }, actions);
};
