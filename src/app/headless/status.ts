import type { ChatState, Connection } from '../../../common/protocol/chat/index.ts';
import type { Fields } from './fields.ts';

const trackerStates = {
  offline: 'offline',
  connecting: 'reconnecting',
  waiting: 'reconnecting',
  connected: 'connected',
} as const satisfies Record<Connection['state'], string>;

export const trackerState = ({ connection }: ChatState): string => trackerStates[connection.state];

export const status = (
  state: ChatState,
  listenHost = '*',
): Fields<'tracker' | 'role' | 'account' | 'links' | 'listen' | 'disk'> => {
  const { account, links, listening, disk = 'ok' } = state;
  return {
    tracker: trackerState(state),
    role: 'leader',
    account: account === undefined ? null : accountLine(account),
    links: links.map(({ user, identity, device, route }) => ({ user, identity, device, route })),
    listen: listening === undefined ? null : `${listenHost}:${listening}`,
    // slow is a word of later versions of the contract
    disk: disk === 'slow' ? 'ok' : disk,
  };
};

const accountLine = ({
  username,
  identity,
  device,
}: NonNullable<ChatState['account']>): Fields<'user' | 'identity' | 'device'> => ({ user: username, identity, device });

export const peers = ({ people }: ChatState): Fields<'peers'> => ({
  peers: people.map(({ username, identity, presence, lastSeen, roomName }) => ({
    user: username,
    identity,
    presence,
    lastSeen,
    ...(roomName === undefined ? {} : { room: roomName }),
  })),
});

/** The same for every room of this version. */
const kind = { policy: 'open', listed: true } as const;

/** Mine, also those that are full or too new to write in, then the listed ones. */
export const rooms = ({ conversations, discover }: ChatState): Fields<'rooms'> => {
  const mine = conversations.filter(
    (one) => one.kind === 'group' && one.readOnly !== 'closed' && one.readOnly !== 'left',
  );
  return {
    rooms: [
      ...mine.map(({ room, name, capacity, members }) => ({
        roomId: room,
        room: name,
        owner: members.find(({ owner }) => owner)?.username ?? null,
        online: members.filter(({ presence }) => presence !== 'offline').length,
        total: members.length,
        capacity,
        ...kind,
        joined: true,
      })),
      ...discover.map(({ room, name, owner, online, total, capacity }) => ({
        roomId: room,
        room: name,
        owner,
        online,
        total,
        capacity,
        ...kind,
        joined: false,
      })),
    ],
  };
};
