import { compareOrder, effectiveClocks } from '../../../common/log/index.ts';
import type { AsideChange, PagedEntry, RoomKey, StoredEntry } from '../../../common/model/index.ts';

/** One conversation: its entries by kind, device and place, and what was made of them since the last change. */
interface Held {
  readonly entries: Map<string, StoredEntry>;
  list?: readonly StoredEntry[];
  ordered?: readonly PagedEntry[];
}

type Place = Pick<AsideChange, 'room' | 'kind' | 'author' | 'seq'>;

const keyOf = ({ kind, author, seq }: Place): string => `${kind}${author}${seq}`;

export const placeOf = ({ room, kind, author, entry: { seq } }: StoredEntry): Place => ({ room, kind, author, seq });

export const bySeq = (log: readonly StoredEntry[]): StoredEntry[] => log.toSorted((a, b) => a.entry.seq - b.entry.seq);

/** The entries of all conversations, one at each place. A conversation is put in order once for all who read it unchanged. */
export class Places {
  readonly #rooms: Map<RoomKey, Held>;

  constructor(rooms: ReadonlyMap<RoomKey, Held> = new Map()) {
    this.#rooms = new Map([...rooms].map(([room, held]) => [room, { ...held, entries: new Map(held.entries) }]));
  }

  copy(): Places {
    return new Places(this.#rooms);
  }

  get all(): readonly StoredEntry[] {
    return [...this.#rooms.keys()].flatMap((room) => this.in(room));
  }

  /** As they came. */
  in(room: RoomKey): readonly StoredEntry[] {
    const held = this.#rooms.get(room);
    if (held === undefined) return [];
    return (held.list ??= [...held.entries.values()]);
  }

  /** In the order of the conversation. */
  ordered(room: RoomKey): readonly PagedEntry[] {
    const held = this.#rooms.get(room);
    if (held === undefined) return [];
    return (held.ordered ??= inOrder(this.in(room)));
  }

  at(place: Place): StoredEntry | undefined {
    return this.#rooms.get(place.room)?.entries.get(keyOf(place));
  }

  set(stored: StoredEntry): void {
    const entries = this.#rooms.get(stored.room)?.entries ?? new Map<string, StoredEntry>();
    entries.set(keyOf(placeOf(stored)), stored);
    this.#rooms.set(stored.room, { entries });
  }

  delete(place: Place): void {
    const entries = this.#rooms.get(place.room)?.entries;
    if (entries?.delete(keyOf(place)) === true) this.#rooms.set(place.room, { entries });
  }

  forget(room: RoomKey): void {
    this.#rooms.delete(room);
  }
}

const inOrder = (entries: readonly StoredEntry[]): readonly PagedEntry[] => {
  const logs = Map.groupBy(entries, ({ kind, author }) => `${kind}${author}`);
  const all = [...logs.values()].flatMap((log) => {
    const ascending = bySeq(log);
    const clocks = effectiveClocks(ascending.map(({ entry }) => entry));
    return ascending.map((stored, i): PagedEntry => {
      const { seq, clock } = stored.entry;
      return { ...stored, order: { clock: clocks[i] ?? clock, author: stored.author, seq } };
    });
  });
  return all.sort((a, b) => compareOrder(a.order, b.order));
};
