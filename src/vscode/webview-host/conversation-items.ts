import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import type { ConversationItem, Preview } from '../../../common/protocol/view/index.ts';
import { listedIn } from '../model/conversation-list.ts';
import { byName } from '../model/tree-node.ts';

/** The list of a messenger: pinned ones first, then the newest. */
export const conversationItems = (
  chat: ChatState,
  preview: (room: RoomKey) => Preview | undefined,
): readonly ConversationItem[] =>
  listedIn(chat)
    .toSorted(
      (a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || b.lastAt - a.lastAt || byName(a.name, b.name),
    )
    .map((one) => item(one, chat, preview(one.room)));

const item = (one: Conversation, { account }: ChatState, last: Preview | undefined): ConversationItem => {
  const { room, kind, name, unread, mentions, muted, mine, pinned, readOnly, members } = one;
  const other = kind === 'direct' ? members.find(({ identity }) => identity !== account?.identity) : undefined;
  return {
    room,
    kind,
    name,
    unread,
    mentions,
    muted,
    ...(mine && { mine }),
    ...(pinned && { pinned }),
    ...(readOnly && { readOnly }),
    ...(other && { other }),
    ...(last && { last }),
  };
};
