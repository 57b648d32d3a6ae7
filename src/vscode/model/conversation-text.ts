import type { Presence } from '../../../common/model/index.ts';
import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { t } from '../text.ts';
import { untilText } from './mute-until.ts';
import { presenceIcons, type Icon } from './presence.ts';

/** How the other one of a direct conversation is. */
export const otherPresence = ({ members }: Conversation, { account }: Pick<ChatState, 'account'>): Presence =>
  members.find(({ identity }) => identity !== account?.identity)?.presence ?? 'offline';

/** What stands before a conversation in every list. */
export const conversationIcon = (one: Conversation, chat: Pick<ChatState, 'account'>): Icon => {
  if (one.kind === 'direct') return presenceIcons[otherPresence(one, chat)];
  if (one.mentions > 0) return { id: 'mention' };
  if (one.readOnly) return { id: 'lock' };
  return { id: one.muted ? 'bell-slash' : 'comment-discussion' };
};

export const onlineText = ({ members }: Conversation): string => {
  const online = members.filter((member) => member.presence !== 'offline').length;
  return t('{0} of {1} online', online, members.length);
};

/** That it is quiet, and until when. */
export const mutedText = ({ muted, mutedUntil }: Pick<Conversation, 'muted' | 'mutedUntil'>): string => {
  if (!muted) return '';
  return mutedUntil === undefined ? t('muted') : t('muted until {0}', untilText(mutedUntil, clock.wall()));
};

/** Why it cannot be written in, in few words. */
export const readOnlyText = (why: Conversation['readOnly']): string => {
  switch (why) {
    case undefined:
      return '';
    case 'closed':
      return t('deleted');
    case 'left':
      return t('you left');
    case 'waiting':
      return t('full, you’re on the waiting list');
    case 'newer':
      return t('needs a newer version');
  }
};
