import type { SQLInputValue } from 'node:sqlite';
import { AppError, type Crypto } from '../../common/base/index.ts';
import type { EntryId, Page, PagedEntry, PageQuery, RoomKey } from '../../common/model/index.ts';
import { entryColumns, isEntry, toStored, type EntryRow } from './rows.ts';
import type { SqlRow, Statements } from './statements.ts';

const maxLimit = 500;
const position = 'eff_ms, eff_count, device, seq';
const oldestFirst = `ORDER BY ${position}`;
const newestFirst = 'ORDER BY eff_ms DESC, eff_count DESC, device DESC, seq DESC';
const filters = {
  all: 'AND is_row = 1 AND aside <> 1',
  content: 'AND is_row = 1 AND aside <> 1 AND kind = 0',
  entries: 'AND kind = 0 AND aside = 0',
} as const;
type Compared = '<' | '<=' | '>' | '>=';

/** A conversation as it is asked for: its rows of the wanted kinds, seen from a place in the order. */
interface View {
  readonly room: number;
  readonly key: RoomKey;
  readonly filter: string;
  readonly limit: number;
}

/** Reads stretches of a conversation. Every question walks the index of the order and stops after what was asked for. */
export class Pages {
  readonly #sql: Statements;
  readonly #crypto: Pick<Crypto, 'sha256'>;

  constructor(sql: Statements, crypto: Pick<Crypto, 'sha256'>) {
    this.#sql = sql;
    this.#crypto = crypto;
  }

  /** ENTRY_UNKNOWN for `before` and `after` an entry that is not held. */
  page(roomId: number, { room, place, limit, kinds }: PageQuery): Page {
    const view: View = {
      room: roomId,
      key: room,
      filter: filters[kinds],
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
    const row = this.#sql.get(`SELECT ${position} FROM entry WHERE ${isEntry} AND room = ?`, id, id, view.room);
    if (row === undefined) throw new AppError('ENTRY_UNKNOWN', 'there is no such entry here');
    return row;
  }

  #row({ room, filter }: View, id: EntryId): SqlRow | undefined {
    return this.#sql.get(`SELECT ${entryColumns} FROM entry WHERE ${isEntry} AND room = ? ${filter}`, id, id, room);
  }

  /** The first from a time on, else the newest. */
  #at(view: View, ms: number): SqlRow | undefined {
    const from = `SELECT ${entryColumns} FROM entry WHERE room = ? ${view.filter}`;
    return (
      this.#sql.get(`${from} AND eff_ms >= ? ${oldestFirst} LIMIT 1`, view.room, ms) ??
      this.#sql.get(`${from} ${newestFirst} LIMIT 1`, view.room)
    );
  }

  #rows({ room, filter }: View, compared: Compared, place: SqlRow | undefined, count: number): SqlRow[] {
    const where = place === undefined ? '' : `AND (${position}) ${compared} (?, ?, ?, ?)`;
    const order = compared.startsWith('<') ? newestFirst : oldestFirst;
    return this.#sql.all(
      `SELECT ${entryColumns} FROM entry WHERE room = ? ${filter} ${where} ${order} LIMIT ?`,
      room,
      ...(place === undefined ? [] : positionOf(place)),
      count,
    );
  }

  #entry(room: RoomKey, row: SqlRow): PagedEntry {
    return toStored(this.#crypto, room, row as unknown as EntryRow);
  }
}

const positionOf = (row: SqlRow): SQLInputValue[] =>
  ['eff_ms', 'eff_count', 'device', 'seq'].map((name) => row[name] ?? null);
