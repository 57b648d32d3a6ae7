import type { ErrorCode } from '../../../common/base/index.ts';
import type { RoomKey, Who } from '../../../common/model/index.ts';
import type {
  Appearance,
  ConversationItem,
  Delta,
  FailedMessage,
  Header,
  Preview,
  Screen,
} from '../../../common/protocol/view/index.ts';
import type { Connection, Conversation, DiskState } from '../../../common/protocol/chat/index.ts';
import type { UiState } from '../ui-state.ts';
import { conversationItems } from './conversation-items.ts';

/** What of a page follows from what is known now; its rows come from the history. */
export interface PageState {
  readonly screen: Screen;
  readonly failure?: ErrorCode;
  readonly me?: Who;
  readonly header?: Header;
  readonly conversations: readonly ConversationItem[];
  readonly connection?: Connection;
  readonly disk: DiskState;
  readonly hung: boolean;
  readonly namesakes: readonly string[];
  readonly appearance: Appearance;
  readonly typing: readonly Who[];
  readonly failed: readonly FailedMessage[];
  readonly deleting: readonly string[];
}

export interface PageStateInput {
  /** The last message of a conversation, in a page that has a list of them; beside a conversation only its counts are shown. */
  readonly preview?: ((room: RoomKey) => Preview | undefined) | undefined;
  readonly uiState: UiState;
  readonly room: RoomKey | undefined;
  readonly appearance: Appearance;
  readonly typing: readonly Who[];
  readonly failed: readonly FailedMessage[];
  readonly deleting: readonly string[];
}

export const buildPageState = ({
  uiState,
  room,
  preview,
  appearance,
  typing,
  failed,
  deleting,
}: PageStateInput): PageState => {
  const { chat } = uiState;
  const shown = chat?.conversations.find((one) => one.room === room);
  return {
    screen: screenOf(uiState, shown !== undefined),
    ...(uiState.service === 'failed' && uiState.failure && { failure: uiState.failure }),
    conversations: preview && chat ? conversationItems(chat, shown ? () => undefined : preview) : [],
    ...(chat && { connection: { ...chat.connection, ...(uiState.teamAddresses && { team: uiState.teamAddresses }) } }),
    disk: chat?.disk ?? 'ok',
    hung: uiState.hung ?? false,
    namesakes: (chat?.namesakes ?? []).flatMap(({ identities }) => identities),
    ...(chat?.account && { me: { identity: chat.account.identity, username: chat.account.username } }),
    ...(shown && { header: header(shown) }),
    appearance,
    typing,
    failed,
    deleting,
  };
};

const deltaKeys = [
  'header',
  'conversations',
  'connection',
  'disk',
  'hung',
  'namesakes',
  'appearance',
  'typing',
  'failed',
  'deleting',
] as const;

/** What a page that has `before` must be told. */
export const changedState = (before: PageState, after: PageState): Omit<Delta, 'rev' | 'rows'> =>
  Object.fromEntries(
    deltaKeys
      .filter((part) => after[part] !== undefined && differs(after[part], before[part]))
      .map((part) => [part, after[part]]),
  );

/** Another screen, or somebody else's: that takes more than telling the changes. */
export const isAnotherPage = (before: PageState, after: PageState): boolean =>
  after.screen !== before.screen || after.failure !== before.failure || differs(after.me, before.me);

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

const screenOf = (uiState: UiState, found: boolean): Screen => {
  if (uiState.service === 'otherWindow') return 'otherWindow';
  if (uiState.service === 'starting') return 'loading';
  if (!uiState.configured) return 'setUp';
  if (uiState.service === 'opening') return 'loading';
  if (uiState.service === 'closed' || uiState.service === 'failed') return 'closed';
  if (!uiState.chat?.account) return 'signIn';
  return found ? 'chat' : 'pick';
};

const header = (shown: Conversation): Header => {
  const { room, kind, name, mine, readOnly, members, links, muted, pinned, gaps, aside } = shown;
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
    ...(gaps && { gaps }),
    ...(aside && { aside }),
  };
};
