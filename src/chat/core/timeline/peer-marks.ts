import type { AuthorKey, PeerHave, RoomKey } from '../../../../common/model/index.ts';

/** A peer device holds the entries below `prefix`, and its person has read those below `read`. */
export type Acknowledged = Pick<PeerHave, 'prefix' | 'read'>;

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
