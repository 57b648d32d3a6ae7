import type { SQLInputValue } from 'node:sqlite';
import type { Crypto } from '../../common/base/index.ts';
import type { FindQuery, PagedEntry, RoomKey } from '../../common/model/index.ts';
import { entryColumns, isEntry, toStored, type EntryRow } from './rows.ts';
import type { SqlRow, Statements } from './statements.ts';

const from = `SELECT entry.room, ${entryColumns} FROM entry`;
const inPlace = 'entry.room = about.room AND entry.kind = 0 AND entry.device = about.device AND entry.seq = about.seq';

/** Finds single entries. What is not held is left out. */
export class EntryLookup {
  readonly #sql: Statements;
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #keyOf: (room: number) => RoomKey | undefined;

  constructor(sql: Statements, crypto: Pick<Crypto, 'sha256'>, keyOf: (room: number) => RoomKey | undefined) {
    this.#sql = sql;
    this.#crypto = crypto;
    this.#keyOf = keyOf;
  }

  /** Without a room, by `ids` alone. */
  find(room: number | undefined, query: FindQuery): PagedEntry[] {
    const byId = this.#each(query.ids ?? [], `${from} WHERE ${isEntry}`, (id) => [id, id]);
    const rows =
      room === undefined ? byId : [...byId.filter((row) => row['room'] === room), ...this.#inside(room, query)];
    return rows.flatMap((row) => {
      const key = this.#keyOf(Number(row['room']));
      return key === undefined ? [] : [toStored(this.#crypto, key, row as unknown as EntryRow)];
    });
  }

  #inside(room: number, { places = [], editsOf, deletionsOf = [] }: FindQuery): SqlRow[] {
    const place = `${from} WHERE room = ? AND kind = 0 AND device = ? AND seq = ?`;
    const about = `${from} JOIN about ON ${inPlace} WHERE about.room = ? AND about.target = ? AND about.act = ?`;
    return [
      ...this.#each(places, place, ({ author, seq }) => [room, author, seq]),
      ...(editsOf === undefined ? [] : this.#sql.all(about, room, editsOf, 0)),
      ...deletionsOf.flatMap((id) => this.#sql.all(about, room, id, 1)),
    ];
  }

  #each<T>(wanted: readonly T[], sql: string, values: (one: T) => SQLInputValue[]): SqlRow[] {
    return wanted.map((one) => this.#sql.get(sql, ...values(one))).filter((row) => row !== undefined);
  }
}
