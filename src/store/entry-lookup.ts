import type { SQLInputValue } from 'node:sqlite';
import type { FindQuery, PagedEntry, RoomKey } from '../../common/model/index.ts';
import type { EntryIds } from './entry-ids.ts';
import { entryColumns, type EntryReader } from './entry-reader.ts';
import type { LogTable } from './log-table.ts';
import type { SqlRow, Statements } from './statements.ts';

const from = `SELECT entry.room, ${entryColumns} FROM entry`;

/** Finds single entries. What is not held is left out. */
export class EntryLookup {
  readonly #sql: Statements;
  readonly #ids: EntryIds;
  readonly #logs: LogTable;
  readonly #reader: EntryReader;
  readonly #keyOf: (room: number) => RoomKey | undefined;

  constructor(
    sql: Statements,
    { ids, logs, reader }: { readonly ids: EntryIds; readonly logs: LogTable; readonly reader: EntryReader },
    keyOf: (room: number) => RoomKey | undefined,
  ) {
    this.#sql = sql;
    this.#ids = ids;
    this.#logs = logs;
    this.#reader = reader;
    this.#keyOf = keyOf;
  }

  /** Without a room, by `ids` alone. */
  find(room: number | undefined, query: FindQuery): PagedEntry[] {
    const byId = this.#each(query.ids ?? [], `${from} WHERE number = ?`, (id) => [this.#ids.numberOf(id)]);
    const rows =
      room === undefined ? byId : [...byId.filter((row) => row['room'] === room), ...this.#inside(room, query)];
    return rows.flatMap((row) => {
      const key = this.#keyOf(Number(row['room']));
      return key === undefined ? [] : [this.#reader.read(key, row)];
    });
  }

  #inside(room: number, { places = [], editsOf, deletionsOf = [] }: FindQuery): SqlRow[] {
    const place = `${from} WHERE log = ? AND seq = ?`;
    // CROSS keeps the order: what is said about one entry is little
    const about = `SELECT entry.room, ${entryColumns} FROM about
      CROSS JOIN log ON log.room = about.room AND log.kind = 0 AND log.author = about.device
      CROSS JOIN entry ON entry.log = log.number AND entry.seq = about.seq
      WHERE about.room = ? AND about.target = ? AND about.act = ?`;
    return [
      ...this.#each(places, place, ({ author, seq }) => [
        this.#logs.find(room, 'content', author)?.number ?? null,
        seq,
      ]),
      ...(editsOf === undefined ? [] : this.#sql.all(about, room, editsOf, 0)),
      ...deletionsOf.flatMap((id) => this.#sql.all(about, room, id, 1)),
    ];
  }

  #each<T>(wanted: readonly T[], sql: string, values: (one: T) => SQLInputValue[]): SqlRow[] {
    return wanted.map((one) => this.#sql.get(sql, ...values(one))).filter((row) => row !== undefined);
  }
}
