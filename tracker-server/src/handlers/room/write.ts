import { AppError } from '../../../../common/base/index.ts';
import { decodeCertificate } from '../../../../common/log/index.ts';
import type { Certificate, Entry, IdentityKey, RoomKey } from '../../../../common/model/index.ts';
import { admit } from '../../rooms/admit.ts';
import type { KnownRoom } from '../../rooms/room-book.ts';
import { emptyRoom } from '../../rooms/room-state.ts';
import type { Actor } from '../../sessions/session.ts';
import type { Tracker } from '../../tracker.ts';

export interface Write {
  readonly room: RoomKey;
  readonly entries: readonly Entry[];
  /** Verified; of the entries' devices. */
  readonly certificates: readonly Certificate[];
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
  readonly news: boolean;
}

/** Verifies, stores and announces control entries, one change of rooms after the other. */
export const write = (tracker: Tracker, { room, entries, certificates, causal, mayBeNew }: Write): Promise<Written> =>
  tracker.book.alone(async () => {
    const before = await tracker.book.find(room);
    if (before === undefined && !mayBeNew) throw roomUnknown();
    const state = before ?? emptyRoom(tracker.crypto, room);
    const admission = admit(tracker.crypto, state, entries, certificates, { causal });
    const after = await tracker.book.store(admission, tracker.clock.wall());
    const news = admission.fresh.length > 0;
    const members: Iterable<IdentityKey> = before?.membership.members.keys() ?? [];
    if (news) await tracker.roomNews.tell(after, members, admission.fresh);
    return { before, after, news };
  });

/** Entries of the actor alone, in a room that is known. */
export const writeOwn = async (
  tracker: Tracker,
  actor: Actor,
  room: RoomKey,
  entries: readonly Entry[],
  mayBeNew = false,
): Promise<Written> => {
  const certificates = (await tracker.peers.certificatesOf([actor.device])).map(decodeCertificate);
  return write(tracker, { room, entries, certificates, causal: true, mayBeNew });
};

export const roomUnknown = (): AppError => new AppError('ROOM_UNKNOWN', 'there is no such room');
