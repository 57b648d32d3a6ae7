import { compareHlc, effectiveClocks, headerPlaces } from '../../common/log/index.ts';
import { AppError } from '../../common/base/index.ts';
import type { EntryId, Hlc, LogKind, StoredEntry, StoredHead, Segment } from '../../common/model/index.ts';
import type { EntryIds } from './entry-ids.ts';
import { headOf, type Head, type LogTable, type StoredLog } from './log-table.ts';
import { insertEntry, toValues } from './rows.ts';
import type { SqlRow, Statements } from './statements.ts';
import type { Annotations } from './annotations.ts';
import type { Asides } from './asides.ts';

const insert = `${insertEntry} ON CONFLICT DO NOTHING`;
const inLog = 'FROM entry WHERE log = ?';
const beyond = 'FROM entry AS e WHERE e.log = log.number AND e.seq >= log.prefix';

/**
 * Where entries belong: what of each log is held without a gap, and their effective clocks, which follow from all that is
 * held of a log (trust.md, Order). The table `log` says how far a log goes without a gap; what lies above is found in `entry`.
 */
export class Logs {
  readonly #sql: Statements;
  readonly #table: LogTable;
  readonly #ids: EntryIds;
  readonly #annotations: Annotations;

  constructor(sql: Statements, table: LogTable, ids: EntryIds, annotations: Annotations) {
    this.#sql = sql;
    this.#table = table;
    this.#ids = ids;
    this.#annotations = annotations;
  }

  /** Entries of one log, ascending. What is held already is left as it is. */
  add(room: number, kind: LogKind, entries: readonly StoredEntry[]): void {
    const [first] = entries;
    if (first === undefined) return;
    const log = this.#table.make(room, kind, first.author);
    for (const piece of unbroken(entries)) this.#addPiece(log, piece);
  }

  heads(asides: Pick<Asides, 'begins'>): (Omit<StoredHead, 'room'> & { readonly roomId: number })[] {
    const begins = asides.begins();
    return this.#sql.all(`SELECT *, EXISTS (SELECT 1 ${beyond}) AS gaps FROM log`).map((row) => {
      const log = this.#table.byNumber(Number(row['number']));
      const head = headOf(row);
      const ahead = row['gaps'] === 0 ? [] : this.#ahead(log, head.prefix);
      const below = begins.get(log.number);
      const inSight = below !== undefined && { below, clock: this.#clock(log, '<', below) ?? { ms: 0, count: 0 } };
      return {
        roomId: log.room,
        kind: log.kind,
        author: log.author,
        ...head,
        ahead,
        ...(inSight && { inSight }),
      };
    });
  }

  #addPiece(log: StoredLog, piece: readonly StoredEntry[]): void {
    const head = this.#table.head(log);
    const fresh = piece.filter((stored) => !this.#isHeld(log, head, stored));
    const [first] = fresh;
    const last = fresh.at(-1);
    if (first === undefined || last === undefined) return;
    const { seq, id, clock } = last.entry;
    const above = this.#clock(log, '>', seq);
    const below = this.#clock(log, '<', first.entry.seq);
    const clocks = effectiveClocks(fresh.map(({ entry }) => entry)).map((one) => smaller(one, above));
    for (const [i, stored] of fresh.entries()) this.#insert(log, stored, clocks[i] ?? stored.entry.clock);
    // an honest clock never goes back; where it did, everything written before is pulled back with it
    const [least] = clocks;
    if (least !== undefined && below !== undefined && compareHlc(below, least) > 0) {
      this.#pullBack(log, first.entry.seq, least);
    }
    if (first.entry.seq > head.prefix) return this.#table.saveHead(log, head);
    this.#table.saveHead(log, above === undefined ? { prefix: seq + 1, id, clock } : this.#walk(log, seq + 1));
  }

  #isHeld({ number }: StoredLog, { prefix }: Head, { entry: { seq, id } }: StoredEntry): boolean {
    if (seq >= prefix) return false;
    if (this.#sql.get(`SELECT id ${inLog} AND seq = ?`, number, seq)?.['id'] === id) return true;
    throw new AppError('INTERNAL', `another entry ${seq} is held`);
  }

  #insert(log: StoredLog, stored: StoredEntry, effective: Hlc): void {
    const { room } = log;
    const body = this.#annotations.deleted(room, stored) ? null : (stored.entry.body ?? null);
    const { changes, lastInsertRowid } = this.#sql.prepared(insert).run(...toValues(log, stored, effective, body));
    if (changes === 0) throw new AppError('INTERNAL', `entry ${stored.entry.seq} or its place is taken`);
    this.#ids.add(stored.entry.id, Number(lastInsertRowid));
    if (stored.about !== undefined) this.#annotations.add(room, stored, stored.about);
    if (stored.kind === 'control' && stored.entry.seq === 0) this.#annotations.onGenesis(room);
  }

  #pullBack({ number }: StoredLog, below: number, { ms, count }: Hlc): void {
    this.#sql.run(
      `UPDATE entry SET eff_ms = ?1, eff_count = ?2 WHERE log = ?3 AND seq < ?4
       AND (eff_ms, eff_count) > (?1, ?2)`,
      ms,
      count,
      number,
      below,
    );
  }

  /** The effective clock of the nearest entry that is held on that side. */
  #clock({ number }: StoredLog, side: '<' | '>', seq: number): Hlc | undefined {
    const order = side === '<' ? 'DESC' : 'ASC';
    const row = this.#sql.get(
      `SELECT eff_ms, eff_count ${inLog} AND seq ${side} ? ORDER BY seq ${order} LIMIT 1`,
      number,
      seq,
    );
    return row && effectiveOf(row);
  }

  /** The gap may be closed: how far does it go on from here? */
  #walk(log: StoredLog, from: number): Head {
    const [segment] = this.#ahead(log, from, 1);
    const to = segment?.from === from ? segment.to : from;
    const { id, clock } = this.#end(log, to - 1);
    return { prefix: to, id, clock };
  }

  /** What is held at and above `from`, as unbroken segments. Costs as much as is held there. */
  #ahead(log: StoredLog, from: number, most = Infinity): Segment[] {
    const out: { from: number; to: number }[] = [];
    const rows = this.#sql.prepared(`SELECT seq ${inLog} AND seq >= ? ORDER BY seq`).iterate(log.number, from);
    for (const row of rows) {
      const seq = Number(row['seq']);
      const last = out.at(-1);
      if (last?.to === seq) last.to++;
      else if (out.length === most) break;
      else out.push({ from: seq, to: seq + 1 });
    }
    return out.map((range) => ({ ...range, ...this.#begin(log, range.from), ...this.#end(log, range.to - 1) }));
  }

  #begin({ number }: StoredLog, seq: number): Pick<Segment, 'prevId' | 'minClock'> {
    const row = this.#sql.get(
      `SELECT lower(hex(substr(header, ${headerPlaces.prev + 1}, 32))) AS prev, eff_ms, eff_count ${inLog} AND seq = ?`,
      number,
      seq,
    );
    if (row === undefined) throw new AppError('INTERNAL', 'an entry has gone');
    return { prevId: row['prev'] as EntryId, minClock: effectiveOf(row) };
  }

  #end({ number }: StoredLog, seq: number): Pick<Segment, 'id' | 'clock'> {
    const row = this.#sql.get(
      `SELECT id, hex(substr(header, ${headerPlaces.clock + 1}, 10)) AS clock ${inLog} AND seq = ?`,
      number,
      seq,
    );
    if (row === undefined) throw new AppError('INTERNAL', 'an entry has gone');
    const clock = row['clock'] as string;
    return {
      id: row['id'] as EntryId,
      clock: { ms: Number.parseInt(clock.slice(0, 16), 16), count: Number.parseInt(clock.slice(16), 16) },
    };
  }
}

const smaller = (a: Hlc, b: Hlc | undefined): Hlc => (b !== undefined && compareHlc(b, a) < 0 ? b : a);

const effectiveOf = (row: SqlRow): Hlc => ({ ms: Number(row['eff_ms']), count: Number(row['eff_count']) });

/** Cut where a number is left out. */
const unbroken = (entries: readonly StoredEntry[]): StoredEntry[][] => {
  const out: StoredEntry[][] = [];
  for (const stored of entries) {
    const last = out.at(-1);
    if (last?.at(-1)?.entry.seq === stored.entry.seq - 1) last?.push(stored);
    else out.push([stored]);
  }
  return out;
};
