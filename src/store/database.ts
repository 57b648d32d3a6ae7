import type { DatabaseSync } from 'node:sqlite';
import { AppError, type Crypto } from '../../common/base/index.ts';
import { entryOverhead } from '../../common/log/index.ts';
import {
  limits,
  type AboutQuery,
  type AsideLog,
  type AsideQuery,
  type Batch,
  type FindQuery,
  type Loaded,
  type Page,
  type PagedEntry,
  type PageQuery,
  type RangeQuery,
  type RoomKey,
  type StoredEntry,
} from '../../common/model/index.ts';
import { Asides } from './asides.ts';
import { EntryIds } from './entry-ids.ts';
import { EntryLookup } from './entry-lookup.ts';
import { entryColumns, EntryReader } from './entry-reader.ts';
import { LogTable } from './log-table.ts';
import { Logs } from './logs.ts';
import { ReadMarks } from './read-marks.ts';
import { Pages } from './pages.ts';
import { People } from './people.ts';
import { Receipts } from './receipts.ts';
import { RoomOwners } from './room-owners.ts';
import { toRoom } from './rows.ts';
import { checkpoint, reserveSpace } from './schema.ts';
import { Statements } from './statements.ts';
import { Annotations } from './annotations.ts';

/** As much as the largest batch writes, its index pages too. */
const probeBytes = 512 * 1024;

/** The signed logs in SQLite: what stands in its tables. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #sql: Statements;
  readonly #logTable: LogTable;
  readonly #reader: EntryReader;
  readonly #ids: EntryIds;
  readonly #pages: Pages;
  readonly #lookup: EntryLookup;
  readonly #logs: Logs;
  readonly #readMarks: ReadMarks;
  readonly #people: People;
  readonly #receipts: Receipts;
  readonly #annotations: Annotations;
  readonly #asides: Asides;
  readonly #roomIds = new Map<RoomKey, number>();

  constructor(db: DatabaseSync, crypto: Pick<Crypto, 'sha256'>) {
    this.#db = db;
    this.#sql = new Statements(db);
    const logs = (this.#logTable = new LogTable(this.#sql));
    const reader = (this.#reader = new EntryReader(crypto, logs));
    const ids = (this.#ids = new EntryIds(this.#sql));
    this.#pages = new Pages(this.#sql, reader, ids);
    this.#annotations = new Annotations(this.#sql, reader, ids, new RoomOwners(this.#sql, crypto, reader));
    this.#asides = new Asides(this.#sql, logs, reader);
    this.#logs = new Logs(this.#sql, logs, ids, this.#annotations);
    this.#readMarks = new ReadMarks(this.#sql);
    this.#people = new People(this.#sql);
    this.#receipts = new Receipts(this.#sql);
    for (const row of this.#sql.all('SELECT id, key FROM room'))
      this.#roomIds.set(row['key'] as RoomKey, Number(row['id']));
    this.#lookup = new EntryLookup(this.#sql, { ids, logs, reader }, (room) => this.#roomKeys().get(room));
  }

  /** All or nothing. */
  append(batch: Batch): void {
    this.#db.exec('BEGIN IMMEDIATE');
    const before = new Map(this.#roomIds);
    try {
      this.#write(batch);
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#reset();
      this.#roomIds.clear();
      for (const [key, id] of before) this.#roomIds.set(key, id);
      throw error;
    }
  }

  /** Bodies have been deleted that may still stand in the write-ahead log. */
  get hasTraces(): boolean {
    return this.#annotations.walDirty;
  }

  /** The log is empty. */
  wiped(): void {
    this.#annotations.walDirty = false;
  }

  /** Throws where a commit of full size would. */
  probe(): void {
    reserveSpace(this.#db, probeBytes);
  }

  page(query: PageQuery): Page {
    const id = this.#roomIds.get(query.room);
    return id === undefined ? { entries: [], hasOlder: false, hasNewer: false } : this.#pages.page(id, query);
  }

  find(query: FindQuery): PagedEntry[] {
    return this.#lookup.find(query.room === undefined ? undefined : (this.#roomIds.get(query.room) ?? 0), query);
  }

  about({ room, ids }: AboutQuery): PagedEntry[] {
    const id = this.#roomIds.get(room);
    return id === undefined ? [] : this.#annotations.about(id, room, ids);
  }

  aside(query: AsideQuery): PagedEntry[] {
    const id = this.#roomIds.get(query.room);
    return id === undefined ? [] : this.#asides.entries(id, query);
  }

  asideLogs(room: RoomKey): AsideLog[] {
    const id = this.#roomIds.get(room);
    return id === undefined ? [] : this.#asides.logs(this.#roomKeys(), id);
  }

  range({ room, author, kind, from, to, maxBytes }: RangeQuery): StoredEntry[] {
    const id = this.#roomIds.get(room);
    const log = id === undefined ? undefined : this.#logTable.find(id, kind, author);
    if (log === undefined) return [];
    const found: StoredEntry[] = [];
    let bytes = 0;
    let anchored = 0;
    const rows = this.#sql
      .prepared(`SELECT ${entryColumns}, anchor FROM entry WHERE log = ? AND seq >= ? ORDER BY seq`)
      .iterate(log.number, from);
    for (const row of rows) {
      const stored = this.#reader.read(room, row);
      const enough = bytes >= maxBytes || stored.entry.seq >= to;
      // a run that has begun goes on to its anchor
      if (enough && anchored === found.length) break;
      if (found.length - anchored >= limits.runEntries) break;
      // what lies above a gap is no part of it
      if (found.length > 0 && stored.entry.seq !== (found.at(-1)?.entry.seq ?? 0) + 1) break;
      found.push(stored);
      bytes += entryOverhead + 1 + (stored.entry.body?.length ?? 0);
      if (row['anchor'] === 1) anchored = found.length;
    }
    return found.slice(0, anchored);
  }

  load(): Loaded {
    const room = this.#roomKeys();
    const key = (row: Record<string, unknown>): RoomKey => room.get(Number(row['room'])) as RoomKey;
    return {
      rooms: this.#sql.all('SELECT key, kind, partner_identity, partner_name FROM room ORDER BY id').map(toRoom),
      certificates: this.#sql.all('SELECT bytes FROM certificate').map((row) => row['bytes'] as Uint8Array),
      heads: this.#logs
        .heads(this.#asides)
        .map(({ roomId, ...head }) => ({ ...head, room: room.get(roomId) as RoomKey })),
      control: this.#sql
        // by log, for which there is an index: they are few among the messages
        .all(
          `SELECT room, ${entryColumns} FROM entry WHERE log IN (SELECT number FROM log WHERE kind = 1) ORDER BY number`,
        )
        .map((row) => this.#reader.read(key(row), row)),
      aside: this.#asides.logs(room),
      ...this.#receipts.load(room),
      ...this.#readMarks.load(room),
      ...this.#people.load(),
    };
  }

  close(): void {
    try {
      checkpoint(this.#db, 'TRUNCATE');
    } finally {
      this.#db.close();
    }
  }

  #roomKeys(): ReadonlyMap<number, RoomKey> {
    return new Map([...this.#roomIds].map(([key, id]) => [id, key]));
  }

  #write(batch: Batch): void {
    for (const { room, kind, partner } of batch.rooms ?? []) {
      const insert = `INSERT INTO room (key, kind, partner_identity, partner_name) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET partner_name = excluded.partner_name RETURNING id`;
      const row = this.#sql.prepared(insert).get(room, kind, partner?.identity ?? null, partner?.username ?? null);
      this.#roomIds.set(room, Number(row?.['id']));
    }
    for (const bytes of batch.certificates ?? []) {
      this.#sql.run('INSERT OR IGNORE INTO certificate VALUES (?)', bytes);
    }
    for (const log of byLog(batch.entries ?? [])) {
      const [{ room, kind }] = log as [StoredEntry];
      this.#logs.add(this.#roomId(room), kind, log);
    }
    this.#asides.write(batch, (room) => this.#roomId(room));
    this.#receipts.write(batch, (room) => this.#roomId(room));
    this.#readMarks.write(batch);
    this.#people.write(batch);
    for (const room of batch.forget ?? []) {
      const id = this.#roomIds.get(room);
      if (id === undefined) continue;
      this.#ids.forget(id, () => this.#sql.run('DELETE FROM room WHERE id = ?', id));
      this.#annotations.walDirty = true;
      this.#roomIds.delete(room);
      this.#reset();
    }
    this.#ids.move();
  }

  /** The tables are not what they were. */
  #reset(): void {
    this.#logTable.reset();
    this.#ids.reset();
    this.#annotations.reset();
  }

  #roomId(room: RoomKey): number {
    const id = this.#roomIds.get(room);
    if (id === undefined) throw new AppError('INTERNAL', 'an entry of a conversation that is not kept here');
    return id;
  }
}

/** They come in runs: the name of a log, which is long, is put together once for each. */
const byLog = (entries: readonly StoredEntry[]): Iterable<StoredEntry[]> => {
  const logs = new Map<string, StoredEntry[]>();
  let last: StoredEntry | undefined;
  let log: StoredEntry[] = [];
  for (const stored of entries) {
    const { room, kind, author } = stored;
    if (last?.author !== author || last.room !== room || last.kind !== kind) {
      const name = `${room}${kind}${author}`;
      log = logs.get(name) ?? [];
      logs.set(name, log);
    }
    log.push(stored);
    last = stored;
  }
  return logs.values();
};
