import { AppError } from '../../../common/base/index.ts';
import { foldName } from '../../../common/text/index.ts';
import type { Membership } from '../../../common/membership/index.ts';
import type { Certificate, Entry, RoomKey } from '../../../common/model/index.ts';
import { admit } from '../../../tracker-server/src/rooms/admit.ts';
import { emptyRoom, type RoomState, type RoomVerifier } from '../../../tracker-server/src/rooms/room-state.ts';

export type KnownRoom = RoomState & { readonly membership: Membership };

export interface Writing {
  readonly room: RoomKey;
  readonly entries: readonly Entry[];
  readonly certificates: readonly Certificate[];
  /** Refuse what builds on entries that are not here. */
  readonly causal: boolean;
  /** The room may be new. */
  readonly mayBeNew: boolean;
}

/** The rooms of a simulated tracker: the real one's rules without its database. */
export class TrackerBook {
  readonly #verifier: RoomVerifier;
  #rooms = new Map<RoomKey, KnownRoom>();
  #backup: ReadonlyMap<RoomKey, KnownRoom> = new Map();

  constructor(verifier: RoomVerifier) {
    this.#verifier = verifier;
  }

  get all(): Iterable<KnownRoom> {
    return this.#rooms.values();
  }

  find(room: RoomKey): KnownRoom {
    const known = this.#rooms.get(room);
    if (known === undefined) throw new AppError('ROOM_UNKNOWN', 'there is no such room');
    return known;
  }

  /** Answers the room before and after, and what was not held already. Throws as the real one refuses. */
  write(writing: Writing): { before: KnownRoom | undefined; after: KnownRoom; fresh: readonly Entry[] } {
    const { room, entries, certificates, causal, mayBeNew } = writing;
    const before = mayBeNew ? this.#rooms.get(room) : this.find(room);
    const state = before ?? emptyRoom(room);
    const admission = admit(this.#verifier, state, entries, certificates, { causal });
    const { membership } = admission.state;
    if (membership === undefined) throw new AppError('BAD_OPERATION', 'this room has no valid beginning');
    const after = { ...admission.state, membership };
    if (this.#isTaken(after)) throw new AppError('ROOM_EXISTS', 'another room has this name');
    this.#rooms.set(room, after);
    return { before, after, fresh: admission.fresh };
  }

  /** What `restore` brings back. */
  backUp(): void {
    this.#backup = new Map(this.#rooms);
  }

  /** Everything since the last backup is forgotten. */
  restore(): void {
    this.#rooms = new Map(this.#backup);
  }

  #isTaken({ room, membership: { name, closed } }: KnownRoom): boolean {
    if (name === '' || closed) return false;
    return [...this.#rooms.values()].some(
      (other) => other.room !== room && !other.membership.closed && foldName(other.membership.name) === foldName(name),
    );
  }
}
