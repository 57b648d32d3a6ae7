import { AppError, type Clock } from '../../../common/base/index.ts';
import { compareOrder, effectiveClocks, isAnchor, nothingHeld, withRun } from '../../../common/log/index.ts';
import type {
  Batch,
  FindQuery,
  Loaded,
  LogKind,
  Page,
  PagedEntry,
  PageQuery,
  RangeQuery,
  RoomKey,
  StoredEntry,
} from '../../../common/model/index.ts';
import type { Store } from '../../../src/chat/index.ts';
import type { Content, MemoryDisk } from './memory-disk.ts';

const copy = (from: Content): Content => ({
  rooms: new Map(from.rooms),
  certificates: new Map(from.certificates),
  entries: [...from.entries],
  peerHave: new Map(from.peerHave),
  seen: new Map(from.seen),
  mutes: new Map(from.mutes),
});

/** A store on a simulated disk. Operations take the disk's time, one after the other; reads see what has been synced. */
export class MemoryStore implements Store {
  readonly #disk: MemoryDisk;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #generation: number;
  #tail: (() => void)[] = [];

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

  range(query: RangeQuery, done: (answer: readonly StoredEntry[] | AppError) => void): void {
    this.#enqueue(() => {
      const answer = this.#disk.readFailure ?? this.#range(query);
      return () => done(answer);
    });
  }

  async load(): Promise<Loaded> {
    return this.loaded();
  }

  loaded(): Loaded {
    const { rooms, certificates, entries, peerHave, seen, mutes } = this.#disk.synced;
    const logs = Map.groupBy(entries, ({ room, kind, entry }) => `${room}${kind}${entry.device}`);
    return {
      rooms: [...rooms.values()],
      certificates: [...certificates.values()],
      heads: [...logs.values()].map((log) => {
        const [{ room, kind, entry }] = log as [StoredEntry];
        return {
          room,
          kind,
          device: entry.device,
          ...withRun(
            nothingHeld,
            bySeq(log).map((one) => one.entry),
          ),
        };
      }),
      control: entries.filter(({ kind }) => kind === 'control'),
      peerHave: [...peerHave.values()],
      seen: [...seen.values()],
      mutes: [...mutes.values()],
      unread: entries
        .filter(({ room, entry, news }) => news && entry.seq >= (seen.get(`${room}${entry.device}`)?.seen ?? 0))
        .map(({ room, entry: { device, seq }, mention }) => ({ room, device, seq, mention })),
    };
  }

  /** One operation at a time; a disk that has crashed since says nothing. */
  #enqueue(run: () => () => void): void {
    const step = (): void => {
      this.#clock.after(this.#disk.syncMs, () => {
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

  #commit(batch: Batch): AppError | undefined {
    const next = copy(this.#disk.synced);
    for (const room of batch.rooms ?? []) next.rooms.set(room.room, room);
    for (const bytes of batch.certificates ?? []) next.certificates.set(bytes.join(), bytes);
    const held = new Map((batch.entries ?? []).length === 0 ? [] : next.entries.map((one) => [placeOf(one), one]));
    for (const stored of batch.entries ?? []) {
      if (!next.rooms.has(stored.room)) return new AppError('INTERNAL', 'no such conversation');
      const there = held.get(placeOf(stored));
      if (there?.entry.id === stored.entry.id) continue;
      if (there !== undefined) return new AppError('INTERNAL', `another entry ${stored.entry.seq} is held`);
      held.set(placeOf(stored), stored);
      next.entries.push(stored);
    }
    for (const have of batch.peerHave ?? [])
      next.peerHave.set(`${have.room}${have.peer}${have.device}${have.kind}`, have);
    for (const mark of batch.seen ?? []) {
      const before = next.seen.get(`${mark.room}${mark.device}`) ?? mark;
      const larger = { seen: Math.max(mark.seen, before.seen), told: Math.max(mark.told, before.told) };
      next.seen.set(`${mark.room}${mark.device}`, { ...mark, ...larger });
    }
    for (const mark of batch.mutes ?? []) {
      const before = next.mutes.get(mark.room);
      if (before === undefined || compareOrder(mark.order, before.order) > 0) next.mutes.set(mark.room, mark);
    }
    for (const room of batch.forget ?? []) {
      next.rooms.delete(room);
      next.entries = next.entries.filter((stored) => stored.room !== room);
      for (const [key, have] of next.peerHave) if (have.room === room) next.peerHave.delete(key);
    }
    this.#disk.synced = next;
    return undefined;
  }

  #page({ room, place, limit, kinds }: PageQuery): Page | AppError {
    const all = this.#ordered(room);
    const shown = all.filter(({ kind }) => kinds === 'all' || kind === 'content');
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

  #find({ room, ids = [], places = [] }: FindQuery): readonly PagedEntry[] {
    const all = this.#ordered(room);
    return [
      ...ids.flatMap((id) => all.find(({ entry }) => entry.id === id) ?? []),
      ...places.flatMap(
        ({ device, seq }) =>
          all.find(({ kind, entry }) => kind === 'content' && entry.device === device && entry.seq === seq) ?? [],
      ),
    ];
  }

  #ordered(room: RoomKey): readonly PagedEntry[] {
    const inRoom = this.#disk.synced.entries.filter((stored) => stored.room === room);
    const logs = Map.groupBy(inRoom, ({ kind, entry }) => `${kind}${entry.device}`);
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
    const log = logOf(this.#disk.synced.entries, room, kind, device).filter(({ entry }) => entry.seq >= from);
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

const bySeq = (log: readonly StoredEntry[]): StoredEntry[] => log.toSorted((a, b) => a.entry.seq - b.entry.seq);

const logOf = (entries: readonly StoredEntry[], room: RoomKey, kind: LogKind, device: string): StoredEntry[] =>
  bySeq(entries.filter((stored) => stored.room === room && stored.kind === kind && stored.entry.device === device));
