import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';
import { listedIn } from './conversation-list.ts';
import { byName } from './tree-node.ts';

/** How many messages of a conversation ask to be read: of a muted one only those that mention me. */
const attentionOf = ({ muted, unread, mentions }: Conversation): number => (muted ? mentions : unread);

/** The same over all conversations. */
export const attentionCount = (chat: ChatState | undefined): number =>
  listedIn(chat).reduce((sum, one) => sum + attentionOf(one), 0);

/** How many of them mention me. */
export const mentionCount = (chat: ChatState | undefined): number =>
  listedIn(chat).reduce((sum, { mentions }) => sum + mentions, 0);

/** How many are unread at all, muted or not. */
export const unreadCount = (chat: ChatState | undefined): number =>
  listedIn(chat).reduce((sum, { unread }) => sum + unread, 0);

/** The conversations that ask to be read: mentions first, each by name. */
export const needingAttention = (chat: ChatState | undefined): readonly Conversation[] =>
  listedIn(chat)
    .filter((one) => attentionOf(one) > 0)
    .toSorted((a, b) => Number(b.mentions > 0) - Number(a.mentions > 0) || byName(a.name, b.name));

export const unreadText = (count: number): string => (count > 0 ? t('{0} unread', count) : '');

export const mentionText = (count: number): string => {
  if (count === 0) return '';
  return count === 1 ? t('1 mention') : t('{0} mentions', count);
};

/** The one after (1) or before (-1) `from` in a list that goes around; never `from` itself. */
export const neighbor = (
  all: readonly Conversation[],
  from: RoomKey | undefined,
  step: 1 | -1,
): RoomKey | undefined => {
  const at = all.findIndex(({ room }) => room === from);
  if (at === -1) return all.at(step === 1 ? 0 : -1)?.room;
  return all.length > 1 ? all.at((at + step) % all.length)?.room : undefined;
};
