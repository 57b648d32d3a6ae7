import { parseTrackerAddress, typedAddress } from '../../common/base/index.ts';
import type { Account, Connection, OwnPresence, PlainSlices } from '../../common/protocol/chat/index.ts';
import type { StateSource } from './core/state-publisher.ts';
import type { Session } from './session.ts';

const nowhere: Connection = { state: 'offline', tracker: '', address: '', loopback: false, insecure: false };

/** What there is to see while nobody is signed in. */
export const nobodysState = (presence: () => OwnPresence): StateSource => ({
  plain: () => ({
    account: undefined,
    connection: nowhere,
    session: { signedIn: false, caughtUp: false },
    links: [],
    namesakes: [],
    disk: 'ok',
    presence: presence(),
  }),
  conversations: [],
  discover: [],
  people: [],
  conversation: () => undefined,
  listed: () => undefined,
  person: () => undefined,
});

export const accountOf = ({ account }: Session): Account => ({
  username: account.username,
  identity: account.identity,
  device: account.device,
  tracker: account.tracker,
});

/** Everything there is to see of a session. */
export const sessionState = (session: Session): StateSource => {
  const { overview } = session.chat;
  const plain = (): PlainSlices => ({
    account: accountOf(session),
    connection: connectionOf(session),
    session: {
      signedIn: session.tracker.state.kind === 'signedIn',
      caughtUp: overview.caughtUp,
      ...(session.listening === undefined ? {} : { listening: String(session.listening) }),
    },
    links: overview.links,
    namesakes: overview.namesakes,
    disk: overview.disk,
    presence: overview.presence,
  });
  return {
    plain,
    get conversations() {
      return overview.conversations;
    },
    get discover() {
      return overview.discover;
    },
    get people() {
      return overview.people;
    },
    conversation: (room) => overview.conversation(room),
    listed: (room) => overview.listed(room),
    person: (identity) => overview.person(identity),
  };
};

const shownStates = {
  offline: 'offline',
  connecting: 'connecting',
  greeted: 'connecting',
  signedIn: 'connected',
  waiting: 'waiting',
} as const;

const connectionOf = (session: Session): Connection => {
  const { tracker, account } = session;
  const { kind, retryAt, cause } = tracker.state;
  const address = typedAddress(account.tracker);
  const parsed = parseTrackerAddress(account.tracker);
  const { insecure, loopback } = typeof parsed === 'string' ? { insecure: false, loopback: false } : parsed;
  return {
    state: shownStates[kind],
    ...(session.isOffline && { chosen: true }),
    tracker: tracker.hello?.tracker.name ?? address,
    address,
    loopback,
    insecure,
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(cause === undefined ? {} : { cause: cause.code }),
  };
};
