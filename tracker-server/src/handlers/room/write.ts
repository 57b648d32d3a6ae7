import { AppError } from '../../../../common/base/index.ts';
import { decodeCertificate, logId } from '../../../../common/log/index.ts';
import type { Membership } from '../../../../common/membership/index.ts';
import { foldName } from '../../../../common/text/index.ts';
import type { Certificate, Entry, IdentityKey, RoomKey } from '../../../../common/model/index.ts';
import { trackerLimits } from '../../../../common/protocol/tracker/index.ts';
import { admit, type Admission } from '../../rooms/admit.ts';
import type { KnownRoom } from '../../rooms/room-cache.ts';
import { emptyRoom } from '../../rooms/room-state.ts';
import type { Actor } from '../../sessions/session.ts';
import type { TrackerContext } from '../../tracker-context.ts';

export interface Write {
  readonly room: RoomKey;
  readonly entries: readonly Entry[];
  /** Verified; of authors that may be unknown here. */
  readonly certificates: readonly Certificate[];
  /** Whose logs they must be, if not anybody's. */
  readonly own?: IdentityKey;
  /** Refuse what builds on entries that are not here. */
  readonly causal: boolean;
  /** The room may be new: its GENESIS is among the entries. */
  readonly mayBeNew: boolean;
}

export interface Written {
  /** Undefined: it is new. */
  readonly before: KnownRoom | undefined;
  readonly after: KnownRoom;
  /** Whether anything was not held already. */
  readonly changed: boolean;
}

/** Verifies, stores and announces control entries, one change of rooms after the other. */
export const write = (
  tracker: TrackerContext,
  { room, entries, certificates, own, causal, mayBeNew }: Write,
): Promise<Written> =>
  tracker.roomCache.runExclusive(async () => {
    const before = await tracker.roomCache.find(room);
    if (before === undefined && !mayBeNew) throw roomUnknown();
    if (own !== undefined) demandOwn(tracker, room, own, entries);
    const state = before ?? emptyRoom(room);
    const all = [...certificates, ...(await knownOf(tracker, entries))];
    const admission = admit(tracker, state, entries, all, { causal });
    if (before === undefined) await demandFewRooms(tracker, admission.state.membership);
    const after = await tracker.roomCache.store(admission, tracker.clock.wall());
    await reserveAdded(tracker, admission);
    const changed = admission.fresh.length > 0;
    const members: Iterable<IdentityKey> = before?.membership.members.keys() ?? [];
    if (changed) await tracker.roomBroadcaster.broadcast(after, members, admission.fresh);
    return { before, after, changed };
  });

const demandOwn = ({ crypto }: TrackerContext, room: RoomKey, own: IdentityKey, entries: readonly Entry[]): void => {
  const id = logId(crypto, room, 'control', own);
  if (entries.some(({ log }) => log !== id)) throw new AppError('BAD_OPERATION', 'an entry is of another log');
};

/** Who is admitted by a record of ours has the name, also where the account is lost. */
const reserveAdded = async ({ users }: TrackerContext, { state, fresh }: Admission): Promise<void> => {
  const entries = new Set(fresh);
  const added = state.operations.flatMap((operation) => (entries.has(operation.entry) ? (operation.added ?? []) : []));
  await users.reserve(added.map(({ identity, username }) => ({ identity, fold: foldName(username) })));
};

/** A closed room costs nobody anything: one that the tracker has lost may always come back. */
const demandFewRooms = async ({ rooms }: TrackerContext, membership: Membership | undefined): Promise<void> => {
  if (membership === undefined || membership.closed) return;
  if ((await rooms.openOf(membership.owner)) >= trackerLimits.roomsPerOwner)
    throw new AppError('TOO_LARGE', 'this owner has reached the limit of open rooms');
};

const knownOf = async ({ peers }: TrackerContext, entries: readonly Entry[]): Promise<readonly Certificate[]> => {
  const devices = new Set(entries.map(({ device }) => device));
  return (await peers.certificatesOf([...devices])).map(decodeCertificate);
};

/** Entries of the actor's own log, whose certificate is known. */
export const writeOwn = (
  tracker: TrackerContext,
  { identity: own }: Actor,
  room: RoomKey,
  entries: readonly Entry[],
  mayBeNew = false,
): Promise<Written> => write(tracker, { room, entries, certificates: [], own, causal: true, mayBeNew });

export const roomUnknown = (): AppError => new AppError('ROOM_UNKNOWN', 'there is no such room');
