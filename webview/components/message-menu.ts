import type { MessageItem } from '../state/layout.ts';
import type { Area } from '../state/popup.ts';
import { t } from '../l10n.ts';
import { deleteKey, withCommand } from '../text/keys.ts';
import type { MenuItem } from './menu.ts';
import { copy, isReadable, mayDelete, mayEdit, mayReact, mayReply, openPicker } from './message-actions.ts';
import type { Actions, View } from './view.ts';

/** Everything one can do with a message. */
export const messageMenu = (
  view: View,
  item: MessageItem,
  at: Area,
  selected: string,
  actions: Actions,
): readonly (readonly MenuItem[])[] => [
  [
    ...only(mayReply(view, item), { label: t('Reply'), key: 'R', run: () => actions.composer.reply(item.key) }),
    ...only(mayReact(view, item), { label: t('Add Reaction…'), key: '+', run: () => openPicker(item, at, actions) }),
    ...only(mayEdit(view, item), { label: t('Edit'), key: 'E', run: () => actions.messages.startEdit(item.key) }),
  ],
  [
    ...only(selected !== '', { label: t('Copy Selection'), run: () => actions.copy(selected) }),
    ...only(isReadable(item), { label: t('Copy Message'), key: withCommand('C'), run: () => copy(item, actions) }),
    { label: t('Copy Link to Message'), run: () => actions.copyLink(item.key) },
  ],
  only(item.own && item.mark !== undefined, {
    label: t('Delivery Details'),
    run: () => actions.popup({ kind: 'delivery', at, message: item.key }, true),
  }),
  [
    ...only(item.undo === true, {
      label: t('Undo'),
      key: withCommand('Z'),
      run: () => actions.messages.undoDelete(item.key),
    }),
    ...only(mayDelete(view, item), {
      label: item.own ? t('Delete') : t('Delete for Everyone…'),
      key: deleteKey,
      run: () => actions.messages.delete(item.key),
    }),
  ],
];

const only = (may: boolean, item: MenuItem): readonly MenuItem[] => (may ? [item] : []);
