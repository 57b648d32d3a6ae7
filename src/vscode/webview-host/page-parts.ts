import type { RoomKey } from '../../../common/model/index.ts';
import type { Connection, ConversationItem, Header, Screen, Who } from '../../../common/protocol/view/index.ts';
import type { Conversation } from '../../chat/index.ts';
import type { Facts } from '../chat-host.ts';

/** What of a page follows from the facts alone; its rows come from the history. */
export interface PageParts {
  readonly screen: Screen;
  readonly me?: Who;
  readonly header?: Header;
  readonly conversations: readonly ConversationItem[];
  readonly connection?: Connection;
}

export const pageParts = (facts: Facts, room: RoomKey | undefined): PageParts => {
  const { chat } = facts;
  const shown = chat?.conversations.find((one) => one.room === room);
  return {
    screen: screenOf(facts, shown !== undefined),
    conversations: chat?.conversations.map(item) ?? [],
    ...(chat && { connection: chat.connection }),
    ...(chat?.account && { me: { identity: chat.account.identity, username: chat.account.username } }),
    ...(shown && { header: header(shown) }),
  };
};

const screenOf = (facts: Facts, found: boolean): Screen => {
  if (facts.host === 'otherWindow') return 'otherWindow';
  if (facts.host === 'starting') return 'loading';
  if (!facts.configured) return 'setUp';
  if (facts.host === 'opening') return 'loading';
  if (!facts.chat?.account) return 'signIn';
  return found ? 'chat' : 'pick';
};

const item = ({ room, kind, name, unread, mentions }: Conversation): ConversationItem => ({
  room,
  kind,
  name,
  unread,
  mentions,
  muted: false,
});

const header = ({ room, kind, name, mine, readOnly, members, links }: Conversation): Header => ({
  room,
  kind,
  name,
  mine,
  members,
  links,
  muted: false,
  ...(readOnly && { readOnly }),
});
