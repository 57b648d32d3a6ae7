import { nothing, type TemplateResult } from 'lit';
import type { Header } from '../../common/protocol/view/index.ts';
import type { MessageItem } from '../state/layout.ts';
import { t } from '../l10n.ts';
import { dateDialog } from './date.ts';
import { deliveryDetails } from './delivery-details.ts';
import { members } from './members.ts';
import { menu } from './menu.ts';
import { messageMenu } from './message-menu.ts';
import { reactionPicker, writingPicker } from './reaction-picker.ts';
import { roomMenu } from './room-menu.ts';
import type { Actions, View } from './view.ts';

/** What floats over the conversation, if anything does. */
export const popup = (view: View, conversation: Header, actions: Actions): TemplateResult | typeof nothing => {
  const open = view.popup;
  switch (open?.kind) {
    case undefined:
      return nothing;
    case 'members':
      return members(view, conversation, actions);
    case 'date':
      return dateDialog(open, actions);
    case 'roomMenu':
      return menu({
        label: t('More'),
        groups: roomMenu(conversation, open.at, actions),
        dismiss: () => actions.dismiss(),
      });
    case 'messageMenu': {
      const item = messageOf(view, open.message);
      if (item === undefined) return nothing;
      const groups = messageMenu(view, item, open.at, open.selected, actions);
      return menu({ label: t('Message actions'), groups, dismiss: () => actions.dismiss() });
    }
    case 'reactions': {
      const item = messageOf(view, open.message);
      return item === undefined ? nothing : reactionPicker(view, open, item, actions);
    }
    case 'emoji':
      return writingPicker(view, open, actions);
    case 'delivery': {
      const item = messageOf(view, open.message);
      return item === undefined ? nothing : deliveryDetails(view, conversation, item, actions);
    }
  }
};

const messageOf = ({ items }: View, key: string): MessageItem | undefined =>
  items.find((item): item is MessageItem => item.kind === 'message' && item.key === key);
