import type { ChatState, Conversation, ListedRoom } from '../../../common/protocol/chat/index.ts';
import type { UiState } from '../ui-state.ts';
import { t } from '../text.ts';
import type { DeepLink } from './deep-link.ts';
import { actionTitle, errorText, type ErrorAction } from './error-text.ts';

export type LinkStep = 'open' | 'join' | 'start' | ErrorAction;

/** What a person is told and asked about a link. Nothing has happened before, and nothing does without an answer. */
export interface LinkPlan {
  readonly sentence: string;
  readonly detail?: string;
  /** At most three, the most useful first. */
  readonly steps: readonly LinkStep[];
}

/** Undefined while it is not known yet. */
export const linkPlan = (link: DeepLink, uiState: UiState): LinkPlan | undefined => {
  switch (uiState.service) {
    case 'starting':
    case 'opening':
      return undefined;
    case 'otherWindow':
      return tell(t('P2P Chat is active in another window. Open the link there.'), 'connect');
    case 'failed': {
      const { sentence, actions } = errorText(uiState.failure ?? 'INTERNAL');
      return tell(sentence, ...actions);
    }
    case 'closed':
      return uiState.configured ? start() : tell(t('Set Up P2P Chat to open this link.'), 'setup');
    case 'open':
      return uiState.chat ? planIn(link, uiState.chat) : undefined;
  }
};

export const stepTitle = (step: LinkStep): string => {
  if (step === 'open') return t('Open');
  if (step === 'join') return t('Join Room');
  return step === 'start' ? t('Start') : actionTitle(step);
};

/** The conversation is known here: mine, or one that can be joined. */
export const isKnown = ({ room }: DeepLink, { conversations, discover }: ChatState): boolean =>
  [...conversations, ...discover].some((one) => one.room === room);

const planIn = (link: DeepLink, chat: ChatState): LinkPlan => {
  if (!chat.account) return tell(t('Sign in to open this link.'), 'signIn', 'register');
  const mine = chat.conversations.find((one) => one.room === link.room);
  const listed = chat.discover.find((one) => one.room === link.room);
  if (mine) return openPlan(chat, mine, listed !== undefined);
  if (listed) return joinPlan(chat, listed);
  return chat.connection.state === 'connected'
    ? tell(
        t('This link is to a conversation {0} isn’t in. It may be on another tracker.', chat.account.username),
        'connect',
      )
    : tell(
        t('This conversation isn’t on this computer, and the tracker can’t be reached right now.'),
        'connect',
        'showLog',
      );
};

const openPlan = (chat: ChatState, { kind, name, readOnly }: Conversation, listed: boolean): LinkPlan => {
  const again = readOnly === 'left' && listed;
  return ask(
    kind === 'group' ? t('Open #{0}?', name) : t('Open the conversation with {0}?', name),
    [
      askedFor(chat),
      readOnly === 'left' ? t('You left this room. You can still read it.') : '',
      readOnly === 'closed' ? errorText('ROOM_CLOSED').sentence : '',
    ],
    again ? ['open', 'join'] : ['open'],
  );
};

const joinPlan = (chat: ChatState, { name }: ListedRoom): LinkPlan =>
  ask(
    t('Join #{0}?', name),
    [askedFor(chat), t('Members will see you, and you’ll get the room’s full history.')],
    ['join'],
  );

const start = (): LinkPlan =>
  ask(
    t('Start P2P Chat to open a link?'),
    [t('It isn’t running in this window. It will connect to your tracker, then ask you about the link.')],
    ['start'],
  );

const askedFor = ({ account, connection }: ChatState): string =>
  t('A link asked for this. You’re signed in as {0} on {1}.', account?.username ?? '', connection.address);

const ask = (sentence: string, details: readonly string[], steps: readonly LinkStep[]): LinkPlan => ({
  sentence,
  detail: details.filter(Boolean).join('\n'),
  steps,
});

const tell = (sentence: string, ...steps: readonly LinkStep[]): LinkPlan => ({ sentence, steps });
