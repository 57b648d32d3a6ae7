import { AppError, type Clock, type Disposable } from '../../../common/base/index.ts';
import { compareOrder, effectiveClocks, isAnchor } from '../../../common/log/index.ts';
import type {
  AboutQuery,
  Batch,
  FindQuery,
  Loaded,
  LogKind,
  MuteMark,
  Page,
  PagedEntry,
  PageQuery,
  RangeQuery,
  RoomKey,
  SeenMark,
  StoredEntry,
} from '../../../common/model/index.ts';
import type { Store } from '../../../src/chat/index.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { bySeq, loadedFrom } from './memory-loaded.ts';
import { changeMentions, eraseDeleted, wordsAbout, wordsOf } from './memory-words.ts';

/** A store on a simulated disk. Operations take the disk's time, one after the other; reads see what has been synced. */
export class MemoryStore implements Store {
  readonly #disk: MemoryDisk;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #generation: number;
  #tail: (() => void)[] = [];
  #timer: Disposable | undefined;

  constructor(disk: MemoryDisk, clock: Pick<Clock, 'after'>) {
    this.#disk = disk;
    this.#clock = clock;
    this.#generation = disk.generation;
  }

  append(batch: Batch, done: (error: AppError | undefined) => void): void {
    let error: AppError | undefined;
    this.#disk.begin(() => {
      error = this.#disk.failure ?? this.#commit(batch);
    });
    this.#enqueue(() => {
      this.#disk.end();
      return () => done(error);
    });
  }

  probe(done: (error: AppError | undefined) => void): void {
    this.#enqueue(() => {
      const { failure } = this.#disk;
      return () => done(failure);
    });
  }

  page(query: PageQuery, done: (answer: Page | AppError) => void): void {
    this.#enqueue(() => {
      const answer = this.#disk.readFailure ?? this.#page(query);
      return () => done(answer);
    });
  }

  find(query: FindQuery, done: (answer: readonly PagedEntry[] | AppError) => void): void {
    this.#enqueue(() => {
      const answer = this.#disk.readFailure ?? this.#find(query);
      return () => done(answer);
    });
  }

  about({ room, ids }: AboutQuery, done: (answer: readonly PagedEntry[] | AppError) => void): void {
    this.#enqueue(() => {
      const found = new Set(wordsAbout(this.#inRoom(room), ids).map(({ entry }) => entry.id));
      const answer = this.#disk.readFailure ?? this.#ordered(room).filter(({ entry }) => found.has(entry.id));
      return () => done(answer);
    });
  }

  range(query: RangeQuery, done: (answer: readonly StoredEntry[] | AppError) => void): void {
    this.#enqueue(() => {
      const answer = this.#disk.readFailure ?? this.#range(query);
      return () => done(answer);
    });
  }

  /** What it was asked to keep is kept; nobody is told any more. */
  dispose(): void {
    this.#timer?.dispose();
    this.#disk.finish();
  }

  async load(): Promise<Loaded> {
    return this.loaded();
  }

  loaded(): Loaded {
    return loadedFrom(this.#disk);
  }

  /** One operation at a time; a disk that has crashed since says nothing. */
  #enqueue(run: () => () => void): void {
    const step = (): void => {
      this.#timer = this.#clock.after(this.#disk.syncMs, () => {
        if (this.#generation !== this.#disk.generation) return;
        const answer = run();
        this.#tail.shift();
        this.#tail[0]?.();
        answer();
      });
    };
    this.#tail.push(step);
    if (this.#tail.length === 1) step();
  }

  /** All or nothing: looks at everything before it changes anything. */
  #commit(batch: Batch): AppError | undefined {
    const { synced } = this.#disk;
    const { rooms = [], certificates = [], entries = [], peerHave = [], seen = [], mutes = [], forget = [] } = batch;
    const known = new Set([...synced.rooms.keys(), ...rooms.map(({ room }) => room)]);
    const fresh = new Map<string, StoredEntry>();
    for (const stored of entries) {
      if (!known.has(stored.room)) return new AppError('INTERNAL', 'no such conversation');
      const place = placeOf(stored);
      const there = synced.places.get(place) ?? fresh.get(place);
      if (there === undefined) fresh.set(place, stored);
      else if (there.entry.id !== stored.entry.id)
        return new AppError('INTERNAL', `another entry ${stored.entry.seq} is held`);
    }
    for (const room of rooms) synced.rooms.set(room.room, room);
    for (const bytes of certificates) synced.certificates.set(bytes.join(), bytes);
    for (const [place, stored] of fresh) synced.places.set(place, stored);
    changeMentions(synced, batch.mentions ?? []);
    eraseDeleted(synced);
    for (const have of peerHave) synced.peerHave.set(`${have.room}${have.peer}${have.device}${have.kind}`, have);
    for (const mark of seen) this.#keepSeen(mark);
    for (const mark of mutes) this.#keepMute(mark);
    for (const room of forget) this.#forget(room);
    this.#disk.onSynced?.(batch);
    return undefined;
  }

  #keepSeen(mark: SeenMark): void {
    const { seen } = this.#disk.synced;
    const key = `${mark.room}${mark.device}`;
    const before = seen.get(key) ?? mark;
    const larger = { seen: Math.max(mark.seen, before.seen), told: Math.max(mark.told, before.told) };
    seen.set(key, { ...mark, ...larger });
  }

  #keepMute(mark: MuteMark): void {
    const { mutes } = this.#disk.synced;
    const before = mutes.get(mark.room);
    if (before === undefined || compareOrder(mark.order, before.order) > 0) mutes.set(mark.room, mark);
  }

  #forget(room: RoomKey): void {
    const { rooms, places, peerHave } = this.#disk.synced;
    rooms.delete(room);
    for (const held of [places, peerHave]) for (const [key, one] of held) if (one.room === room) held.delete(key);
  }

  #page({ room, place, limit, kinds }: PageQuery): Page | AppError {
    const all = this.#ordered(room);
    const shown = all.filter(({ kind, about }) =>
      kinds === 'entries' ? kind === 'content' : about === undefined && (kinds === 'all' || kind === 'content'),
    );
    const cut = (from: number, to: number, anchor?: PagedEntry): Page => ({
      entries: shown.slice(Math.max(0, from), to),
      hasOlder: from > 0,
      hasNewer: to < shown.length,
      ...(anchor === undefined ? {} : { anchor: anchor.entry.id }),
    });
    if (place === undefined) return cut(shown.length - limit, shown.length);
    if ('before' in place || 'after' in place) {
      const id = 'before' in place ? place.before : place.after;
      const met = all.find(({ entry }) => entry.id === id);
      if (met === undefined) return new AppError('ENTRY_UNKNOWN', 'there is no such entry here');
      const before = shown.filter(({ order }) => compareOrder(order, met.order) < 0).length;
      if ('before' in place) return cut(before - limit, before);
      const from = before + (shown[before] === met ? 1 : 0);
      return cut(from, Math.min(shown.length, from + limit));
    }
    const found =
      'at' in place
        ? (shown.find(({ order }) => order.clock.ms >= place.at) ?? shown.at(-1))
        : shown.find(({ entry }) => entry.id === place.around);
    if (found === undefined) return { entries: [], hasOlder: false, hasNewer: false };
    const ideal = shown.indexOf(found) - Math.floor((limit - 1) / 2);
    const from = Math.max(0, Math.min(ideal, shown.length - limit));
    return cut(from, Math.min(shown.length, from + limit), found);
  }

  #find({ room, ids = [], places = [], editsOf, deletionsOf = [] }: FindQuery): readonly PagedEntry[] {
    if (room === undefined) {
      const rooms = [...this.#disk.synced.rooms.keys()];
      return rooms.flatMap((one) => this.#find({ room: one, ids }));
    }
    const all = this.#ordered(room);
    const words = new Set(wordsOf(this.#inRoom(room), editsOf, deletionsOf).map(({ entry }) => entry.id));
    return [
      ...ids.flatMap((id) => all.find(({ entry }) => entry.id === id) ?? []),
      ...places.flatMap(
        ({ device, seq }) =>
          all.find(({ kind, entry }) => kind === 'content' && entry.device === device && entry.seq === seq) ?? [],
      ),
      ...all.filter(({ entry }) => words.has(entry.id)),
    ];
  }

  #inRoom(room: RoomKey): readonly StoredEntry[] {
    return this.#disk.entries.filter((stored) => stored.room === room);
  }

  #ordered(room: RoomKey): readonly PagedEntry[] {
    const logs = Map.groupBy(this.#inRoom(room), ({ kind, entry }) => `${kind}${entry.device}`);
    const all = [...logs.values()].flatMap((log) => {
      const ascending = bySeq(log);
      const clocks = effectiveClocks(ascending.map(({ entry }) => entry));
      return ascending.map((stored, i): PagedEntry => {
        const { device, seq, clock } = stored.entry;
        return { ...stored, order: { clock: clocks[i] ?? clock, device, seq } };
      });
    });
    return all.sort((a, b) => compareOrder(a.order, b.order));
  }

  #range({ room, device, kind, from, to, maxBytes }: RangeQuery): readonly StoredEntry[] {
    const log = logOf(this.#disk.entries, room, kind, device).filter(({ entry }) => entry.seq >= from);
    let bytes = 0;
    let anchored = 0;
    for (const [i, { entry }] of log.entries()) {
      if (i > 0 && entry.seq !== (log[i - 1]?.entry.seq ?? 0) + 1) break;
      if ((bytes >= maxBytes || entry.seq >= to) && anchored === i) break;
      bytes += 200 + (entry.body?.length ?? 0);
      if (isAnchor(entry)) anchored = i + 1;
    }
    return log.slice(0, anchored);
  }
}

const placeOf = ({ room, kind, entry }: StoredEntry): string => `${room}${kind}${entry.device}${entry.seq}`;

const logOf = (entries: readonly StoredEntry[], room: RoomKey, kind: LogKind, device: string): StoredEntry[] =>
  bySeq(entries.filter((stored) => stored.room === room && stored.kind === kind && stored.entry.device === device));
