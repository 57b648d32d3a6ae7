import { asHex, type AuthorKey, type PeerHave, type RoomKey } from '../../../../common/model/index.ts';
import type { HaveRecord } from '../../../../common/protocol/peer/index.ts';

/** A peer device holds the entries below `prefix`, and those of `run`, and its person has read those below `read`. */
export type Acknowledged = Pick<PeerHave, 'prefix' | 'run' | 'id' | 'read'>;

export const nothingAcknowledged: Acknowledged = { prefix: 0, id: asHex('0'.repeat(64)), read: 0 };

/**
 * What is acknowledged once an entry that I hold is known to be the end of what a peer speaks of. Above a gap it is what lies between,
 * and nothing below: that may be of another log, one that went on from where a folder was restored. Nothing is ever taken back.
 */
export const advanced = (
  before: Acknowledged,
  { prefix, from, to, newest, read }: Pick<HaveRecord, 'prefix' | 'from' | 'to' | 'newest' | 'read'>,
): Acknowledged => {
  const isWhole = prefix === to || from <= before.prefix;
  const now = isWhole ? Math.max(before.prefix, to) : before.prefix;
  const { run } = before;
  const left = run !== undefined && run.to > now ? run : undefined;
  const upTo = Math.max(before.read, Math.min(read, now));
  if (isWhole) return { prefix: now, ...(left && { run: left }), id: newest, read: upTo };
  // another run is told of once the gap between them is closed
  const grown = left !== undefined && from <= left.to && left.from <= to;
  const both = grown ? { from: Math.min(from, left.from), to: Math.max(to, left.to) } : (left ?? { from, to });
  return { prefix: now, run: both, id: newest, read: upTo };
};

export const holds = ({ prefix, run, read }: Omit<Acknowledged, 'id'>, seq: number): boolean =>
  seq < Math.max(prefix, read) || (run !== undefined && run.from <= seq && seq < run.to);

/** Something about the log of a device of mine, as each peer device says it, by conversation. */
export class PeerMarks<T> {
  readonly #byRoom = new Map<RoomKey, Map<AuthorKey, Map<AuthorKey, T>>>();

  get(room: RoomKey, peer: AuthorKey, author: AuthorKey): T | undefined {
    return this.#byRoom.get(room)?.get(peer)?.get(author);
  }

  set(room: RoomKey, peer: AuthorKey, author: AuthorKey, mark: T): void {
    const peers = this.#byRoom.get(room) ?? new Map<AuthorKey, Map<AuthorKey, T>>();
    this.#byRoom.set(room, peers);
    const marks = peers.get(peer) ?? new Map<AuthorKey, T>();
    peers.set(peer, marks.set(author, mark));
  }

  /** Of one conversation, by peer device. */
  of(room: RoomKey): ReadonlyMap<AuthorKey, ReadonlyMap<AuthorKey, T>> {
    return this.#byRoom.get(room) ?? new Map();
  }

  forget(room: RoomKey): void {
    this.#byRoom.delete(room);
  }
}
