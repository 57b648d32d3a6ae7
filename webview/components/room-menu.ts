import { leaveDenial, roomDeletionDenial } from '../../common/membership/access-policy.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import { t } from '../l10n.ts';
import { withCommand } from '../text/keys.ts';
import type { MenuItem } from './menu.ts';
import type { Area } from '../state/popup.ts';
import type { Actions } from './view.ts';

/** Everything one can do with a conversation; what cannot be undone stands last. */
export const roomMenu = (conversation: Header, at: Area, actions: Actions): readonly (readonly MenuItem[])[] => {
  const { kind, muted, pinned } = conversation;
  return [
    [
      { label: t('Find…'), key: withCommand('F'), run: () => actions.find.open() },
      {
        label: t('Go to Date…'),
        run: () => actions.popup({ kind: 'date', at, day: Date.now() }, true),
      },
    ],
    [
      muted
        ? { label: t('Unmute'), run: () => actions.command('unmuteRoom') }
        : { label: t('Mute…'), run: () => actions.command('muteRoom') },
      pinned
        ? { label: t('Unpin'), run: () => actions.command('unpinRoom') }
        : { label: t('Pin'), run: () => actions.command('pinRoom') },
      { label: t('Copy Link to Conversation'), run: () => actions.copyLink() },
    ],
    kind === 'direct' ? [] : [{ label: t('Members'), run: () => actions.popup({ kind: 'members' }, true) }],
    [
      ...(roomDeletionDenial(conversation) === undefined
        ? [{ label: t('Delete Room…'), run: () => actions.command('deleteRoom') }]
        : []),
      ...(leaveDenial(conversation) === undefined
        ? [{ label: t('Leave Room…'), run: () => actions.command('leaveRoom') }]
        : []),
    ],
  ];
};
