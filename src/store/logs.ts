import { compareHlc, effectiveClocks } from '../../common/log/index.ts';
import { AppError } from '../../common/base/index.ts';
import type { AuthorKey, EntryId, Hlc, LogKind, StoredEntry, StoredHead, Segment } from '../../common/model/index.ts';
import { insertEntry, kindName, kindNumber, toValues } from './rows.ts';
import type { SqlRow, Statements } from './statements.ts';
import type { Annotations } from './annotations.ts';
import { keyOf, type Asides } from './asides.ts';

/** One log: the number of its room, of its kind, and its author. */
type Place = readonly [room: number, kind: number, author: AuthorKey];
type Head = Pick<StoredHead, 'prefix' | 'id' | 'clock'>;

const insert = `${insertEntry} ON CONFLICT DO NOTHING`;
const inLog = 'FROM entry WHERE room = ? AND kind = ? AND device = ?';
const beyond =
  'FROM entry AS e WHERE e.room = head.room AND e.kind = head.kind AND e.device = head.device AND e.seq >= head.prefix';
const nothing: Head = { prefix: 0, id: '0'.repeat(64) as EntryId, clock: { ms: 0, count: 0 } };

/**
 * Where entries belong: what of each log is held without a gap, and their effective clocks, which follow from all that is
 * held of a log (trust.md, Order). The table `head` says how far a log goes without a gap; what lies above is found in `entry`.
 */
export class Logs {
  readonly #sql: Statements;
  readonly #annotations: Annotations;
  readonly #heads = new Map<string, Head>();

  constructor(sql: Statements, annotations: Annotations) {
    this.#sql = sql;
    this.#annotations = annotations;
  }

  /** The tables are not what they were: a transaction was undone, a room has gone. */
  reset(): void {
    this.#heads.clear();
  }

  /** Entries of one log, ascending. What is held already is left as it is. */
  add(room: number, kind: LogKind, entries: readonly StoredEntry[]): void {
    const [first] = entries;
    if (first === undefined) return;
    const place: Place = [room, kindNumber(kind), first.author];
    for (const piece of unbroken(entries)) this.#addPiece(place, piece);
  }

  heads(asides: Pick<Asides, 'begins'>): (Omit<StoredHead, 'room'> & { readonly roomId: number })[] {
    const begins = asides.begins();
    return this.#sql.all(`SELECT *, EXISTS (SELECT 1 ${beyond}) AS gaps FROM head`).map((row) => {
      const place: Place = [Number(row['room']), Number(row['kind']), row['device'] as AuthorKey];
      const head = toHead(row);
      const ahead = row['gaps'] === 0 ? [] : this.#ahead(place, head.prefix);
      const below = begins.get(keyOf(row));
      const inSight = below !== undefined && { below, clock: this.#clock(place, '<', below) ?? nothing.clock };
      return {
        roomId: place[0],
        kind: kindName(place[1]),
        author: place[2],
        ...head,
        ahead,
        ...(inSight && { inSight }),
      };
    });
  }

  #addPiece(place: Place, piece: readonly StoredEntry[]): void {
    const head = this.#head(place);
    const fresh = piece.filter((stored) => !this.#isHeld(place, head, stored));
    const [first] = fresh;
    const last = fresh.at(-1);
    if (first === undefined || last === undefined) return;
    const { seq, id, clock } = last.entry;
    const above = this.#clock(place, '>', seq);
    const below = this.#clock(place, '<', first.entry.seq);
    const clocks = effectiveClocks(fresh.map(({ entry }) => entry)).map((one) => smaller(one, above));
    for (const [i, stored] of fresh.entries()) this.#insert(place, stored, clocks[i] ?? stored.entry.clock);
    // an honest clock never goes back; where it did, everything written before is pulled back with it
    const [least] = clocks;
    if (least !== undefined && below !== undefined && compareHlc(below, least) > 0) {
      this.#pullBack(place, first.entry.seq, least);
    }
    if (first.entry.seq > head.prefix) return this.#save(place, head);
    this.#save(place, above === undefined ? { prefix: seq + 1, id, clock } : this.#walk(place, seq + 1));
  }

  #isHeld(place: Place, { prefix }: Head, { entry: { seq, id } }: StoredEntry): boolean {
    if (seq >= prefix) return false;
    if (this.#sql.get(`SELECT id ${inLog} AND seq = ?`, ...place, seq)?.['id'] === id) return true;
    throw new AppError('INTERNAL', `another entry ${seq} is held`);
  }

  #insert(place: Place, stored: StoredEntry, effective: Hlc): void {
    const [room] = place;
    const body = this.#annotations.deleted(room, stored) ? null : (stored.entry.body ?? null);
    const { changes } = this.#sql.prepared(insert).run(...toValues(room, stored, effective, body));
    if (changes === 0) throw new AppError('INTERNAL', `entry ${stored.entry.seq} or its place is taken`);
    if (stored.about !== undefined) this.#annotations.add(room, stored, stored.about);
    if (stored.kind === 'control' && stored.entry.seq === 0) this.#annotations.onGenesis(room);
  }

  #pullBack(place: Place, below: number, { ms, count }: Hlc): void {
    this.#sql.run(
      `UPDATE entry SET eff_ms = ?1, eff_count = ?2 WHERE room = ?3 AND kind = ?4 AND device = ?5 AND seq < ?6
       AND (eff_ms, eff_count) > (?1, ?2)`,
      ms,
      count,
      ...place,
      below,
    );
  }

  /** The effective clock of the nearest entry that is held on that side. */
  #clock(place: Place, side: '<' | '>', seq: number): Hlc | undefined {
    const order = side === '<' ? 'DESC' : 'ASC';
    const row = this.#sql.get(
      `SELECT eff_ms, eff_count ${inLog} AND seq ${side} ? ORDER BY seq ${order} LIMIT 1`,
      ...place,
      seq,
    );
    return row && effectiveOf(row);
  }

  #head(place: Place): Head {
    const known = this.#heads.get(place.join());
    if (known !== undefined) return known;
    const row = this.#sql.get('SELECT * FROM head WHERE room = ? AND kind = ? AND device = ?', ...place);
    return row === undefined ? nothing : toHead(row);
  }

  #save(place: Place, head: Head): void {
    if (this.#heads.get(place.join()) === head) return;
    this.#heads.set(place.join(), head);
    const { prefix, id, clock } = head;
    this.#sql.run(
      'INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...place,
      prefix,
      id,
      clock.ms,
      clock.count,
    );
  }

  /** The gap may be closed: how far does it go on from here? */
  #walk(place: Place, from: number): Head {
    const [segment] = this.#ahead(place, from, 1);
    const to = segment?.from === from ? segment.to : from;
    const { id, clock } = this.#end(place, to - 1);
    return { prefix: to, id, clock };
  }

  /** What is held at and above `from`, as unbroken segments. Costs as much as is held there. */
  #ahead(place: Place, from: number, most = Infinity): Segment[] {
    const out: { from: number; to: number }[] = [];
    const rows = this.#sql.prepared(`SELECT seq ${inLog} AND seq >= ? ORDER BY seq`).iterate(...place, from);
    for (const row of rows) {
      const seq = Number(row['seq']);
      const last = out.at(-1);
      if (last?.to === seq) last.to++;
      else if (out.length === most) break;
      else out.push({ from: seq, to: seq + 1 });
    }
    return out.map((range) => ({ ...range, ...this.#begin(place, range.from), ...this.#end(place, range.to - 1) }));
  }

  #begin(place: Place, seq: number): Pick<Segment, 'prevId' | 'minClock'> {
    const row = this.#sql.get(
      `SELECT lower(hex(substr(header, 58, 32))) AS prev, eff_ms, eff_count ${inLog} AND seq = ?`,
      ...place,
      seq,
    );
    if (row === undefined) throw new AppError('INTERNAL', 'an entry has gone');
    return { prevId: row['prev'] as EntryId, minClock: effectiveOf(row) };
  }

  #end(place: Place, seq: number): Pick<Segment, 'id' | 'clock'> {
    const row = this.#sql.get(`SELECT id, hex(substr(header, 90, 10)) AS clock ${inLog} AND seq = ?`, ...place, seq);
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

const toHead = (row: SqlRow): Head => ({
  prefix: Number(row['prefix']),
  id: row['id'] as EntryId,
  clock: { ms: Number(row['ms']), count: Number(row['count']) },
});

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
