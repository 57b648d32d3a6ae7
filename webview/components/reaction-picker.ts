import type { TemplateResult } from 'lit';
import type { MessageItem } from '../state/layout.ts';
import type { Popup } from '../state/popup.ts';
import { t } from '../l10n.ts';
import { hasMyReaction } from '../state/reactions.ts';
import { emojiPicker } from './emoji-picker.ts';
import type { Actions, View } from './view.ts';

/** An emoji for a message; one of mine that is there already is taken away. */
export const reactionPicker = (
  { recent }: View,
  pick: Popup & { kind: 'reactions' },
  item: MessageItem,
  actions: Actions,
): TemplateResult => {
  const choose = (picture: string): void => {
    actions.dismiss();
    actions.messages.toggleReaction(item.key, picture);
  };
  return emojiPicker(
    { label: t('Add Reaction'), pick, recent, isPressed: (picture) => hasMyReaction(item, picture), choose },
    actions,
  );
};

/** An emoji for what is being written. */
export const writingPicker = ({ recent }: View, pick: Popup & { kind: 'emoji' }, actions: Actions): TemplateResult => {
  const choose = (picture: string): void => {
    actions.dismiss();
    actions.composer.edits.emoji(picture);
  };
  return emojiPicker({ label: t('Emoji'), pick, recent, isPressed: () => false, choose }, actions);
};
