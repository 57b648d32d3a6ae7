import type { ErrorCode } from '../../../common/base/index.ts';
import type { RoomKey, Who } from '../../../common/model/index.ts';
import type {
  Appearance,
  ConversationItem,
  Delta,
  Failed,
  Header,
  Preview,
  Screen,
} from '../../../common/protocol/view/index.ts';
import type { Connection, Conversation, DiskState } from '../../../common/protocol/chat/index.ts';
import type { Facts } from '../facts.ts';
import { conversationItems } from './conversation-items.ts';

/** What of a page follows from what is known now; its rows come from the history. */
export interface PageParts {
  readonly screen: Screen;
  readonly failure?: ErrorCode;
  readonly me?: Who;
  readonly header?: Header;
  readonly conversations: readonly ConversationItem[];
  readonly connection?: Connection;
  readonly disk: DiskState;
  readonly hung: boolean;
  readonly appearance: Appearance;
  readonly typing: readonly Who[];
  readonly failed: readonly Failed[];
  readonly deleting: readonly string[];
}

export interface PartsOf {
  /** The last message of a conversation, in a page that has a list of them; beside a conversation only its counts are shown. */
  readonly preview?: ((room: RoomKey) => Preview | undefined) | undefined;
  readonly facts: Facts;
  readonly room: RoomKey | undefined;
  readonly appearance: Appearance;
  readonly typing: readonly Who[];
  readonly failed: readonly Failed[];
  readonly deleting: readonly string[];
}

export const pageParts = ({ facts, room, preview, appearance, typing, failed, deleting }: PartsOf): PageParts => {
  const { chat } = facts;
  const shown = chat?.conversations.find((one) => one.room === room);
  return {
    screen: screenOf(facts, shown !== undefined),
    ...(facts.host === 'failed' && facts.failure && { failure: facts.failure }),
    conversations: preview && chat ? conversationItems(chat, shown ? () => undefined : preview) : [],
    ...(chat && { connection: { ...chat.connection, ...(facts.teamAddresses && { team: facts.teamAddresses }) } }),
    disk: chat?.disk ?? 'ok',
    hung: facts.hung ?? false,
    ...(chat?.account && { me: { identity: chat.account.identity, username: chat.account.username } }),
    ...(shown && { header: header(shown) }),
    appearance,
    typing,
    failed,
    deleting,
  };
};

const told = [
  'header',
  'conversations',
  'connection',
  'disk',
  'hung',
  'appearance',
  'typing',
  'failed',
  'deleting',
] as const;

/** What a page that has `before` must be told. */
export const changedParts = (before: PageParts, after: PageParts): Omit<Delta, 'rev' | 'rows'> =>
  Object.fromEntries(
    told
      .filter((part) => after[part] !== undefined && differs(after[part], before[part]))
      .map((part) => [part, after[part]]),
  );

/** Another screen, or somebody else's: that takes more than telling the changes. */
export const isAnotherPage = (before: PageParts, after: PageParts): boolean =>
  after.screen !== before.screen || after.failure !== before.failure || differs(after.me, before.me);

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

const screenOf = (facts: Facts, found: boolean): Screen => {
  if (facts.host === 'otherWindow') return 'otherWindow';
  if (facts.host === 'starting') return 'loading';
  if (!facts.configured) return 'setUp';
  if (facts.host === 'opening') return 'loading';
  if (facts.host === 'closed' || facts.host === 'failed') return 'closed';
  if (!facts.chat?.account) return 'signIn';
  return found ? 'chat' : 'pick';
};

const header = (shown: Conversation): Header => {
  const { room, kind, name, mine, readOnly, members, links, muted, pinned, missing } = shown;
  return {
    room,
    kind,
    name,
    mine,
    members,
    links,
    muted,
    ...(pinned && { pinned }),
    ...(readOnly && { readOnly }),
    ...(missing && { missing }),
  };
};
