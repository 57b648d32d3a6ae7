import type { Crypto } from '../base/index.ts';
import { decodeUnknownControl, logId } from '../log/index.ts';
import { type AuthorKey, type EntryId, type IdentityKey, type LogId, type RoomKey } from '../model/index.ts';
import { maxControlEntries, type MemberList } from './access-policy.ts';
import { admissionsIn } from './admissions.ts';
import { assignSeats } from './seats.ts';
import { bansIn } from './bans.ts';
import { CausalGraph } from './causal-graph.ts';
import { findGeneses } from './genesis.ts';
import { invitesIn } from './invites.ts';
import { isAddition, isKind, type Operation } from './operation.ts';
import { revocationsIn } from './revocations.ts';

/** What the operations of a room amount to. */
export interface Membership extends MemberList {
  readonly name: string;
  readonly ownerName: string;
  /** Members whose seat the owner has granted: nobody can take it. */
  readonly granted: ReadonlySet<IdentityKey>;
  /** Content entries accepted of who was removed, on each device, and of revoked devices. */
  readonly cutoffs: ReadonlyMap<AuthorKey, number>;
  /** Operations whose causal past is wholly here. */
  readonly causallyComplete: number;
  /** What the next operation of somebody's names in `after`: sorted, at most 64. */
  readonly headsFor: (identity: IdentityKey) => readonly EntryId[];
}

/**
 * Who is in a room, as a pure function of the set of its operations (trust.md, Membership): neither the order of arrival
 * nor any clock plays a part, and no tracker can add to it. Undefined while no valid GENESIS is among them.
 */
export const evaluate = (
  crypto: Pick<Crypto, 'sha256' | 'verify'>,
  room: RoomKey,
  operations: readonly Operation[],
): Membership | undefined => {
  const here = ofThisRoom(crypto, room, operations);
  const geneses = findGeneses(crypto, room, here);
  const [genesis] = geneses;
  if (genesis === undefined) return undefined;
  const { owner, policy, capacity, name } = genesis.body;

  const graph = new CausalGraph(
    here.filter((operation) => isWithinLimits(operation, owner)),
    owner,
  );
  const revocations = revocationsIn(crypto, graph);
  const byOwner = graph.order.filter(({ author }) => author.identity === owner);
  const standing = byOwner.filter((operation) => !revocations.mayVoid(operation));
  const bans = bansIn(graph, revocations, byOwner);
  const invites = invitesIn(crypto, room, graph, revocations, byOwner);
  const admissions = admissionsIn(graph, { policy, invites, revocations, geneses });
  const seats = assignSeats(graph, admissions, { capacity, bans, invites, revocations });

  const names = usernames(graph.order, standing);
  const named = (identities: readonly IdentityKey[]): ReadonlyMap<IdentityKey, string> =>
    new Map(identities.map((identity) => [identity, names.get(identity) ?? '']));
  const members = named([owner, ...seats.members]);
  return {
    name,
    owner,
    ownerName: genesis.author.username,
    policy,
    capacity,
    members,
    granted: seats.granted,
    waiting: named(seats.waiting),
    banned: bans.banned,
    closed: standing.some((operation) => isKind(operation, 'CLOSE')),
    newer: standing.some(isNewer),
    cutoffs: smallestCutoffs([...bans.cutoffs, ...revocations.cutoffs]),
    causallyComplete: graph.order.length,
    headsFor: (identity) => graph.heads(identity, (one) => members.has(one)),
  };
};

/** An entry counts for the identity that its log is of, and in the room that it was written for. */
const ofThisRoom = (
  crypto: Pick<Crypto, 'sha256'>,
  room: RoomKey,
  operations: readonly Operation[],
): readonly Operation[] => {
  const logs = new Map<IdentityKey, LogId>();
  return operations.filter(({ entry, author: { identity } }) => {
    const log = logs.get(identity) ?? logId(crypto, room, 'control', identity);
    logs.set(identity, log);
    return entry.log === log;
  });
};

/** Bounds what one author can make everybody evaluate. */
const isWithinLimits = ({ entry, author }: Operation, owner: IdentityKey): boolean =>
  entry.seq < maxControlEntries(author.identity, owner);

const isNewer = ({ entry, body }: Operation): boolean =>
  body === undefined && entry.body !== undefined && decodeUnknownControl(entry.body) !== undefined;

/** As the tracker's records say: of who has written something the one in the certificate, else that in the owner's ADD. */
const usernames = (
  operations: readonly Operation[],
  byOwner: readonly Operation[],
): ReadonlyMap<IdentityKey, string> => {
  const names = new Map(byOwner.filter(isAddition).map(({ added }) => [added.identity, added.username]));
  for (const { author } of operations) names.set(author.identity, author.username);
  return names;
};

const smallestCutoffs = (cutoffs: readonly (readonly [AuthorKey, number])[]): ReadonlyMap<AuthorKey, number> => {
  const smallest = new Map<AuthorKey, number>();
  for (const [author, count] of cutoffs) smallest.set(author, Math.min(count, smallest.get(author) ?? Infinity));
  return smallest;
};
