import type { Account, ChatState, Connection, OwnPresence } from '../../common/protocol/chat/index.ts';
import { parseTrackerUrl } from '../tracker-client/index.ts';
import type { Session } from './session.ts';

/** What there is to see while nobody is signed in. */
export const nobody = (presence: OwnPresence): ChatState => ({
  signedIn: false,
  presence,
  caughtUp: false,
  connection: { state: 'offline', tracker: '', insecure: false },
  links: [],
  conversations: [],
  discover: [],
  people: [],
  unread: 0,
});

export const accountOf = ({ account }: Session): Account => ({
  username: account.username,
  identity: account.identity,
  device: account.device,
  tracker: account.tracker,
});

/** Everything there is to see of a session. */
export const picture = (session: Session): ChatState => ({
  ...session.chat.core.overview(),
  account: accountOf(session),
  signedIn: session.tracker.state.kind === 'signedIn',
  connection: connectionOf(session),
  ...(session.listening === undefined ? {} : { listening: String(session.listening) }),
});

const shownStates = {
  offline: 'offline',
  connecting: 'connecting',
  greeted: 'connecting',
  signedIn: 'connected',
  waiting: 'waiting',
} as const;

const connectionOf = ({ tracker, account }: Session): Connection => {
  const { kind, retryAt, cause } = tracker.state;
  return {
    state: shownStates[kind],
    tracker: tracker.hello?.tracker.name ?? account.tracker,
    insecure: parseTrackerUrl(account.tracker)?.insecure ?? false,
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(cause === undefined ? {} : { cause: cause.code }),
  };
};
