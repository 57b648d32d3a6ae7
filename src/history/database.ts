import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { AppError, type Crypto } from '../../common/base/index.ts';
import {
  limits,
  type Batch,
  type Loaded,
  type Page,
  type PageQuery,
  type RangeQuery,
  type RoomKey,
  type StoredEntry,
} from '../../common/model/index.ts';
import { kindName, kindNumber, toStored, toValues, type EntryRow } from './rows.ts';

const columns = 'kind, header, signature, body, received, late, eff_ms, eff_count';

/** The signed logs in SQLite. Synchronous: it lives in a worker. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  readonly #roomIds = new Map<RoomKey, number>();

  constructor(db: DatabaseSync, crypto: Pick<Crypto, 'sha256'>) {
    this.#db = db;
    this.#crypto = crypto;
    for (const row of this.#all('SELECT id, key FROM room'))
      this.#roomIds.set(row['key'] as RoomKey, Number(row['id']));
  }

  /** All or nothing, fsynced when it returns. */
  append(batch: Batch): void {
    this.#db.exec('BEGIN IMMEDIATE');
    const before = new Map(this.#roomIds);
    try {
      this.#write(batch);
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#roomIds.clear();
      for (const [key, id] of before) this.#roomIds.set(key, id);
      throw error;
    }
  }

  page({ room, place, limit, kinds }: PageQuery): Page {
    const id = this.#roomIds.get(room);
    if (id === undefined) return { entries: [], hasOlder: false, hasNewer: false };
    const kindFilter = kinds === 'content' ? 'AND kind = 0' : '';
    const [where, values] = place !== undefined && 'before' in place ? this.#before(id, place.before) : ['', []];
    const rows = this.#all(
      `SELECT ${columns} FROM entry WHERE room = ? ${kindFilter} ${where}
       ORDER BY eff_ms DESC, eff_count DESC, device DESC, seq DESC LIMIT ?`,
      id,
      ...values,
      Math.min(limit, 500) + 1,
    );
    const entries = rows.slice(0, limit).map((row) => toStored(this.#crypto, room, row as unknown as EntryRow));
    return { entries: entries.toReversed(), hasOlder: rows.length > limit, hasNewer: values.length > 0 };
  }

  range({ room, device, kind, from, to, maxBytes }: RangeQuery): StoredEntry[] {
    const id = this.#roomIds.get(room);
    if (id === undefined) return [];
    const found: StoredEntry[] = [];
    let bytes = 0;
    let anchored = 0;
    const rows = this.#prepared(
      `SELECT ${columns}, anchor FROM entry WHERE room = ? AND kind = ? AND device = ? AND seq >= ? ORDER BY seq`,
    ).iterate(id, kindNumber(kind), device, from);
    for (const row of rows) {
      const stored = toStored(this.#crypto, room, row as unknown as EntryRow);
      const enough = bytes >= maxBytes || stored.entry.seq >= to;
      // a run that has begun goes on to its anchor
      if (enough && anchored === found.length) break;
      if (found.length - anchored >= limits.runEntries) break;
      found.push(stored);
      bytes += 200 + (stored.entry.body?.length ?? 0);
      if (row['anchor'] === 1) anchored = found.length;
    }
    return found.slice(0, anchored);
  }

  load(): Loaded {
    const room = new Map([...this.#roomIds].map(([key, id]) => [id, key]));
    const key = (row: Record<string, unknown>): RoomKey => room.get(Number(row['room'])) as RoomKey;
    return {
      rooms: this.#all('SELECT key, kind, partner_identity, partner_name FROM room ORDER BY id').map(toRoom),
      certificates: this.#all('SELECT bytes FROM certificate').map((row) => row['bytes'] as Uint8Array),
      heads: this.#all('SELECT * FROM head').map((row) => ({
        ...(row as unknown as { device: never; prefix: number; id: never }),
        room: key(row),
        kind: kindName(Number(row['kind'])),
        clock: { ms: Number(row['ms']), count: Number(row['count']) },
      })),
      control: this.#all(`SELECT room, ${columns} FROM entry WHERE kind = 1 ORDER BY rowid`).map((row) =>
        toStored(this.#crypto, key(row), row as unknown as EntryRow),
      ),
      peerHave: this.#all('SELECT * FROM peer_have').map((row) => ({
        ...(row as unknown as { peer: never; device: never; prefix: number; read: number }),
        room: key(row),
        kind: kindName(Number(row['kind'])),
      })),
      seen: this.#all('SELECT * FROM seen').map((row) => ({
        ...(row as unknown as { device: never; seen: number }),
        room: key(row),
      })),
    };
  }

  close(): void {
    this.#db.exec('PRAGMA wal_checkpoint(RESTART)');
    this.#db.close();
  }

  #write(batch: Batch): void {
    for (const { room, kind, partner } of batch.rooms ?? []) {
      const insert = `INSERT INTO room (key, kind, partner_identity, partner_name) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET partner_name = excluded.partner_name RETURNING id`;
      const row = this.#prepared(insert).get(room, kind, partner?.identity ?? null, partner?.username ?? null);
      this.#roomIds.set(room, Number(row?.['id']));
    }
    for (const bytes of batch.certificates ?? []) this.#run('INSERT OR IGNORE INTO certificate VALUES (?)', bytes);
    for (const stored of batch.entries ?? []) this.#insert(stored);
    for (const { room, peer, device, kind, prefix, read } of batch.peerHave ?? []) {
      const id = this.#roomId(room);
      this.#run(
        'INSERT OR REPLACE INTO peer_have VALUES (?, ?, ?, ?, ?, ?)',
        id,
        peer,
        device,
        kindNumber(kind),
        prefix,
        read,
      );
    }
    for (const { room, device, seen } of batch.seen ?? []) {
      this.#run('INSERT OR REPLACE INTO seen VALUES (?, ?, ?)', this.#roomId(room), device, seen);
    }
    for (const room of batch.forget ?? []) {
      this.#run('DELETE FROM room WHERE key = ?', room);
      this.#roomIds.delete(room);
    }
  }

  #insert(stored: StoredEntry): void {
    const { entry } = stored;
    const id = this.#roomId(stored.room);
    const kind = kindNumber(stored.kind);
    const head = this.#prepared('SELECT prefix, ms, count FROM head WHERE room = ? AND kind = ? AND device = ?');
    const before = head.get(id, kind, entry.device);
    const prefix = Number(before?.['prefix'] ?? 0);
    if (entry.seq < prefix && this.#prepared('SELECT 1 FROM entry WHERE id = ?').get(entry.id) !== undefined) return;
    if (entry.seq !== prefix) throw new AppError('INTERNAL', `entry ${entry.seq} does not continue a log of ${prefix}`);
    this.#run(`INSERT INTO entry VALUES (${'?, '.repeat(12)}?)`, ...toValues(id, stored));
    const { ms, count } = entry.clock;
    this.#run(
      'INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      kind,
      entry.device,
      prefix + 1,
      entry.id,
      ms,
      count,
    );
    const [lastMs, lastCount] = [Number(before?.['ms'] ?? 0), Number(before?.['count'] ?? 0)];
    // an honest clock never goes back; where it did, everything written before is pulled back with it
    if (ms > lastMs || (ms === lastMs && count >= lastCount)) return;
    this.#run(
      `UPDATE entry SET eff_ms = ?1, eff_count = ?2 WHERE room = ?3 AND kind = ?4 AND device = ?5 AND seq < ?6
       AND (eff_ms, eff_count) > (?1, ?2)`,
      ms,
      count,
      id,
      kind,
      entry.device,
      entry.seq,
    );
  }

  #before(room: number, before: string): [string, SQLInputValue[]] {
    const row = this.#prepared('SELECT eff_ms, eff_count, device, seq FROM entry WHERE id = ? AND room = ?').get(
      before,
      room,
    );
    if (row === undefined) throw new AppError('ENTRY_UNKNOWN', 'there is no such entry here');
    const place = ['eff_ms', 'eff_count', 'device', 'seq'].map((name) => row[name] ?? null);
    return ['AND (eff_ms, eff_count, device, seq) < (?, ?, ?, ?)', place];
  }

  #roomId(room: RoomKey): number {
    const id = this.#roomIds.get(room);
    if (id === undefined) throw new AppError('INTERNAL', 'an entry of a conversation that is not kept here');
    return id;
  }

  #prepared(sql: string): ReturnType<DatabaseSync['prepare']> {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepared(sql).run(...values);
  }

  #all(sql: string, ...values: SQLInputValue[]): Record<string, SQLInputValue>[] {
    return this.#prepared(sql).all(...values);
  }
}

const toRoom = (row: Record<string, unknown>): Loaded['rooms'][number] => {
  const room = row['key'] as RoomKey;
  if (row['kind'] !== 'direct') return { room, kind: 'group' };
  return {
    room,
    kind: 'direct',
    partner: { identity: row['partner_identity'] as never, username: String(row['partner_name']) },
  };
};
