import { AppError, type Clock, type Disposable } from '../../../common/base/index.ts';
import { compareOrder, isAnchor } from '../../../common/log/index.ts';
import type {
  AboutQuery,
  AsideLog,
  AsideQuery,
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
import type { MemoryDisk } from './memory-disk.ts';
import { asideLog } from './memory-asides.ts';
import { loadedFrom } from './memory-loaded.ts';
import { wordsAbout, wordsOf } from './memory-words.ts';
import { bySeq } from './places.ts';

/** Writes between two rests. */
const restsEvery = 16;

/** A store on a simulated disk. Calls take no time; what is written becomes durable one sync after the other. */
export class MemoryStore implements Store {
  readonly #disk: MemoryDisk;
  readonly #clock: Pick<Clock, 'setTimer'>;
  readonly #generation: number;
  #position = 0;
  #durable = 0;
  #syncing = false;
  #resting = false;
  #timer: Disposable | undefined;
  #hear: (position: number | AppError) => void = () => {};

  constructor(disk: MemoryDisk, clock: Pick<Clock, 'setTimer'>) {
    this.#disk = disk;
    this.#clock = clock;
    this.#generation = disk.generation;
    disk.open();
  }

  write(batch: Batch): number {
    this.#disk.write(batch);
    this.#position++;
    this.#resting ||= this.#position % restsEvery === 0;
    this.#sync();
    return this.#position;
  }

  /** Until everything is durable, and one sync more. */
  get isResting(): boolean {
    return this.#resting;
  }

  onDurable(hear: (position: number | AppError) => void): void {
    this.#hear = hear;
  }

  probe(): void {
    if (this.#disk.failure !== undefined) throw this.#disk.failure;
  }

  page(query: PageQuery): Page {
    this.#demandReadable();
    return this.#page(query);
  }

  find(query: FindQuery): readonly PagedEntry[] {
    this.#demandReadable();
    return this.#find(query);
  }

  about({ room, ids }: AboutQuery): readonly PagedEntry[] {
    this.#demandReadable();
    const found = new Set(wordsAbout(this.#inRoom(room), ids).map(({ entry }) => entry.id));
    return this.#ordered(room).filter(({ entry }) => found.has(entry.id));
  }

  aside({ room, state, limit }: AsideQuery): readonly PagedEntry[] {
    this.#demandReadable();
    const all = this.#ordered(room).filter(
      ({ aside }) => aside !== undefined && (state === undefined || aside === state),
    );
    return all.slice(0, limit);
  }

  asideLogs(room: RoomKey): readonly AsideLog[] {
    this.#demandReadable();
    const logs = Map.groupBy(this.#inRoom(room), ({ kind, author }) => `${kind}${author}`);
    return [...logs.values()].flatMap((log) => asideLog(bySeq(log)) ?? []);
  }

  range(query: RangeQuery): readonly StoredEntry[] {
    this.#demandReadable();
    return this.#range(query);
  }

  /** What it was asked to keep is kept; nobody is told any more. */
  dispose(): void {
    this.#timer?.dispose();
    this.#disk.finish();
  }

  load(): Loaded {
    return loadedFrom(this.#disk);
  }

  /** One under way at a time; it covers what was written when it began. A disk that has crashed since says nothing. */
  #sync(): void {
    const isLast = this.#durable === this.#position;
    if (this.#syncing || (isLast && !this.#resting)) return;
    this.#syncing = true;
    const covered = this.#position;
    const end = (): void => {
      if (this.#generation !== this.#disk.generation) return;
      this.#syncing = false;
      if (this.#disk.syncFails) {
        this.#disk.syncFails = false;
        return this.#hear(new AppError('DISK_ERROR', 'the sync failed'));
      }
      this.#disk.sync(covered - this.#durable);
      this.#durable = covered;
      if (isLast) this.#resting = false;
      this.#sync();
      this.#hear(covered);
    };
    // whoever lets a hanging disk go is no event of this program
    const answered = (): void => {
      if (this.#generation === this.#disk.generation) this.#timer = this.#clock.setTimer(0, end);
    };
    this.#timer = this.#clock.setTimer(this.#disk.syncMs, () => {
      if (this.#disk.isHanging) this.#disk.answering(answered);
      else end();
    });
  }

  #demandReadable(): void {
    if (this.#disk.readFailure !== undefined) throw this.#disk.readFailure;
  }

  #page({ room, place, limit, kinds }: PageQuery): Page {
    const all = this.#ordered(room);
    const shown = all.filter(({ kind, about, aside, silent }) => {
      if (kinds === 'entries') return kind === 'content' && aside === undefined;
      return (
        aside !== 'hidden' && silent === undefined && about === undefined && (kinds === 'all' || kind === 'content')
      );
    });
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
      if (met === undefined) throw new AppError('ENTRY_UNKNOWN', 'there is no such entry here');
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
      const rooms = [...this.#disk.written.rooms.keys()];
      return rooms.flatMap((one) => this.#find({ room: one, ids }));
    }
    const all = this.#ordered(room);
    const words = new Set(wordsOf(this.#inRoom(room), editsOf, deletionsOf).map(({ entry }) => entry.id));
    return [
      ...ids.flatMap((id) => all.find(({ entry }) => entry.id === id) ?? []),
      ...places.flatMap(
        ({ author, seq }) =>
          all.find((stored) => stored.kind === 'content' && stored.author === author && stored.entry.seq === seq) ?? [],
      ),
      ...all.filter(({ entry }) => words.has(entry.id)),
    ];
  }

  #inRoom(room: RoomKey): readonly StoredEntry[] {
    return this.#disk.written.places.in(room);
  }

  #ordered(room: RoomKey): readonly PagedEntry[] {
    return this.#disk.written.places.ordered(room);
  }

  #range({ room, author, kind, from, to, maxBytes }: RangeQuery): readonly StoredEntry[] {
    const log = logOf(this.#inRoom(room), kind, author).filter(({ entry }) => entry.seq >= from);
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

const logOf = (entries: readonly StoredEntry[], kind: LogKind, author: string): StoredEntry[] =>
  bySeq(entries.filter((stored) => stored.kind === kind && stored.author === author));
