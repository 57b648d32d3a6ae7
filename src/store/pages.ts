import type { SQLInputValue } from 'node:sqlite';
import { AppError } from '../../common/base/index.ts';
import type { EntryId, Page, PagedEntry, PageQuery, RoomKey } from '../../common/model/index.ts';
import type { EntryIds } from './entry-ids.ts';
import { entryColumns, type EntryReader } from './entry-reader.ts';
import type { SqlRow, Statements } from './statements.ts';

const maxLimit = 500;
const position = 'eff_ms, eff_count, rank, seq';
const oldestFirst = `ORDER BY ${position}`;
const newestFirst = 'ORDER BY eff_ms DESC, eff_count DESC, rank DESC, seq DESC';
/** What is wanted, by the index it is in. */
const filtersOf = {
  all: ['is_row = 1 AND aside <> 1'],
  content: ['is_row = 1 AND aside <> 1 AND kind = 0'],
  entries: ['is_row = 1 AND aside <> 1 AND kind = 0 AND aside = 0', 'is_row = 0 AND kind = 0 AND aside = 0'],
} as const;
type Compared = '<' | '<=' | '>' | '>=';

/** A conversation as it is asked for: its rows of the wanted kinds, seen from a place in the order. */
interface View {
  readonly room: number;
  readonly key: RoomKey;
  readonly filters: readonly string[];
  readonly limit: number;
}

/** Reads stretches of a conversation. Every question walks the index of the order and stops after what was asked for. */
export class Pages {
  readonly #sql: Statements;
  readonly #reader: EntryReader;
  readonly #ids: EntryIds;

  constructor(sql: Statements, reader: EntryReader, ids: EntryIds) {
    this.#sql = sql;
    this.#reader = reader;
    this.#ids = ids;
  }

  /** ENTRY_UNKNOWN for `before` and `after` an entry that is not held. */
  page(roomId: number, { room, place, limit, kinds }: PageQuery): Page {
    const view: View = {
      room: roomId,
      key: room,
      filters: filtersOf[kinds],
      limit: Math.min(limit, maxLimit),
    };
    if (place === undefined) return this.#upTo(view, undefined);
    if ('before' in place) return this.#upTo(view, this.#known(view, place.before));
    if ('after' in place) return this.#from(view, this.#known(view, place.after));
    return 'at' in place
      ? this.#around(view, this.#at(view, place.at))
      : this.#around(view, this.#row(view, place.around));
  }

  #upTo(view: View, place: SqlRow | undefined): Page {
    const rows = this.#rows(view, '<', place, view.limit + 1);
    return {
      entries: rows
        .slice(0, view.limit)
        .map((row) => this.#entry(view.key, row))
        .toReversed(),
      hasOlder: rows.length > view.limit,
      hasNewer: place !== undefined && this.#rows(view, '>=', place, 1).length > 0,
    };
  }

  #from(view: View, place: SqlRow): Page {
    const rows = this.#rows(view, '>', place, view.limit + 1);
    return {
      entries: rows.slice(0, view.limit).map((row) => this.#entry(view.key, row)),
      hasOlder: this.#rows(view, '<=', place, 1).length > 0,
      hasNewer: rows.length > view.limit,
    };
  }

  /** About half before and half after; what one side lacks the other gives. */
  #around(view: View, anchor: SqlRow | undefined): Page {
    if (anchor === undefined) return { entries: [], hasOlder: false, hasNewer: false };
    const rest = view.limit - 1;
    const older = this.#rows(view, '<', anchor, rest + 1);
    const newer = this.#rows(view, '>', anchor, rest + 1);
    const before = Math.min(older.length, Math.max(Math.floor(rest / 2), rest - newer.length));
    const after = Math.min(newer.length, rest - before);
    const rows = [...older.slice(0, before).toReversed(), anchor, ...newer.slice(0, after)];
    return {
      entries: rows.map((row) => this.#entry(view.key, row)),
      hasOlder: older.length > before,
      hasNewer: newer.length > after,
      anchor: anchor['id'] as EntryId,
    };
  }

  #known(view: View, id: EntryId): SqlRow {
    const sql = `SELECT ${position} FROM entry WHERE number = ? AND room = ?`;
    const row = this.#sql.get(sql, this.#ids.numberOf(id), view.room);
    if (row === undefined) throw new AppError('ENTRY_UNKNOWN', 'there is no such entry here');
    return row;
  }

  #row({ room, filters }: View, id: EntryId): SqlRow | undefined {
    const isWanted = filters.map((filter) => `(${filter})`).join(' OR ');
    const sql = `SELECT ${entryColumns} FROM entry WHERE number = ? AND room = ? AND (${isWanted})`;
    return this.#sql.get(sql, this.#ids.numberOf(id), room);
  }

  /** The first from a time on, else the newest. */
  #at(view: View, ms: number): SqlRow | undefined {
    const [first] = this.#select(view, 'AND eff_ms >= ?3', oldestFirst, [1, ms]);
    return first ?? this.#rows(view, '<', undefined, 1)[0];
  }

  #rows(view: View, compared: Compared, place: SqlRow | undefined, count: number): SqlRow[] {
    const where = place === undefined ? '' : `AND (${position}) ${compared} (?3, ?4, ?5, ?6)`;
    const order = compared.startsWith('<') ? newestFirst : oldestFirst;
    return this.#select(view, where, order, [count, ...(place === undefined ? [] : positionOf(place))]);
  }

  /** Walks an index, or two side by side. `values`: first how many are wanted, then those of `where`. */
  #select({ room, filters }: View, where: string, order: string, values: readonly SQLInputValue[]): SqlRow[] {
    const each = filters.map((filter) => `SELECT ${entryColumns} FROM entry WHERE room = ?1 AND ${filter} ${where}`);
    return this.#sql.all(`${each.join(' UNION ALL ')} ${order} LIMIT ?2`, room, ...values);
  }

  #entry(room: RoomKey, row: SqlRow): PagedEntry {
    return this.#reader.read(room, row);
  }
}

const positionOf = (row: SqlRow): SQLInputValue[] =>
  ['eff_ms', 'eff_count', 'rank', 'seq'].map((name) => row[name] ?? null);
