import { foldName } from '../../../common/text/index.ts';
import { AppError, BoundedMap, SerialQueue } from '../../../common/base/index.ts';
import { decodeCertificate, entryFromBytes, entryToBytes } from '../../../common/log/index.ts';
import type { Membership } from '../../../common/membership/index.ts';
import { logKey, type Entry, type RoomKey } from '../../../common/model/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import type { RoomChange, RoomRepository } from '../repositories/room-repository.ts';
import type { Admission } from './admit.ts';
import { certifiedIn, emptyRoom, extend, type RoomState, type RoomVerifier } from './room-state.ts';

/** A room that has a valid GENESIS. */
export interface KnownRoom extends RoomState {
  readonly membership: Membership;
}

/** The rooms' control logs: the database is the truth, the most recently used stand ready in memory. */
export class RoomCache {
  readonly #verifier: RoomVerifier;
  readonly #repository: RoomRepository;
  readonly #kept = new BoundedMap<RoomKey, KnownRoom>(trackerLimits.roomsInMemory);
  readonly #changes = new SerialQueue();

  constructor(verifier: RoomVerifier, repository: RoomRepository) {
    this.#verifier = verifier;
    this.#repository = repository;
  }

  async find(room: RoomKey): Promise<KnownRoom | undefined> {
    const known = this.#kept.get(room) ?? (await this.#load(room));
    if (known !== undefined) this.#kept.set(room, known);
    return known;
  }

  /** Runs changes one after the other: what one reads is still so when it stores. */
  runExclusive<T>(change: () => Promise<T>): Promise<T> {
    return this.#changes.run(change);
  }

  /** Inside `runExclusive`. ROOM_EXISTS, with nothing stored, if another open room has the name; BAD_OPERATION without GENESIS. */
  async store({ state, fresh }: Admission, now: number): Promise<KnownRoom> {
    const { membership } = state;
    if (membership === undefined) throw new AppError('BAD_OPERATION', 'this room has no valid beginning');
    const known = { ...state, membership };
    if (fresh.length === 0) return known;
    if (!(await this.#repository.store(changeOf(known, fresh), now)))
      throw new AppError('ROOM_EXISTS', 'another room has this name');
    this.#kept.set(known.room, known);
    return known;
  }

  async #load(room: RoomKey): Promise<KnownRoom | undefined> {
    const { entries, certificates } = await this.#repository.log(room);
    const { crypto } = this.#verifier;
    const read = entries.map(({ entry }) => entryFromBytes(crypto, entry));
    const logs = new Set(read.map(logKey));
    // a device that two people share has a certificate of each
    const known = [...certifiedIn(crypto, room, certificates.map(decodeCertificate))];
    const certified = new Map(known.filter(([log]) => logs.has(log)));
    const state = extend(this.#verifier, emptyRoom(room), read, certified);
    const { membership } = state;
    return membership === undefined ? undefined : { ...state, membership };
  }
}

const changeOf = ({ room, membership, operations, certificates }: KnownRoom, fresh: readonly Entry[]): RoomChange => {
  const { name, owner, ownerName, policy, capacity, closed, members } = membership;
  const logs = new Set(fresh.map(logKey));
  return {
    row: { room, name, owner, ownerName, policy, capacity, closed, ops: operations.length },
    fold: name === '' || closed ? undefined : foldName(name),
    members,
    certificates: [...logs].flatMap((log) => certificates.get(log) ?? []),
    entries: fresh.map((entry) => ({
      device: entry.device,
      log: entry.log,
      seq: entry.seq,
      entry: entryToBytes(entry),
    })),
  };
};
