import type { Certificate, IdentityKey } from '../../../common/model/index.ts';
import type { OwnPresence, PeerInfo, RoomDetail, RoomSummary } from '../../../common/protocol/tracker/index.ts';
import type { KnownRoom } from './tracker-book.ts';
import type { ServerSession } from './tracker-session.ts';

/** A device that the simulated tracker knows. */
export interface SimDevice {
  readonly certificate: Certificate;
  record?: string;
  session: ServerSession | undefined;
}

/** What one session says counts for its user, the first of these that any says. */
const precedence: readonly OwnPresence[] = ['invisible', 'dnd', 'online', 'away'];

/** Somebody as others see him. */
export const peerOf = (identity: IdentityKey, username: string, all: Iterable<SimDevice>): PeerInfo => {
  const own = [...all].filter(({ certificate }) => certificate.identity === identity);
  const said = own.flatMap(({ session }) => session?.presence ?? []);
  const first = precedence.find((one) => said.includes(one));
  const presence = first === undefined || first === 'invisible' ? 'offline' : first;
  const devices = own.map(({ certificate, record, session }) => ({
    device: certificate.device,
    online: session !== undefined && presence !== 'offline',
    lastSeen: 0,
    ...(record === undefined ? {} : { record }),
  }));
  return { user: username, identity, presence, lastSeen: 0, devices };
};

const membersOf = ({ members }: KnownRoom['membership'], more?: Member): (readonly [IdentityKey, string])[] =>
  more === undefined ? [...members] : [...members, [more.identity, more.username]];

type Member = Pick<Certificate, 'identity' | 'username'>;

/** `more`: somebody else who is called a member. */
export const detailOf = (
  { room, membership, operations }: KnownRoom,
  more: Member | undefined,
  peer: (member: Member) => PeerInfo,
): RoomDetail => ({
  roomId: room,
  name: membership.name,
  owner: { user: membership.ownerName, identity: membership.owner },
  policy: membership.policy,
  capacity: membership.capacity,
  listed: true,
  online: 0,
  total: membership.members.size,
  ...(membership.closed ? { deleted: true as const } : {}),
  ops: operations.length,
  members: membersOf(membership, more).map(([identity, username]) => {
    const { user, presence, devices = [] } = peer({ identity, username });
    return { user, identity, presence, devices };
  }),
});

export const summaryOf = ({ members, ops, ...rest }: RoomDetail): RoomSummary => {
  void members;
  void ops;
  return rest;
};
