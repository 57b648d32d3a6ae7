import type { AsideLog, AsideQuery, Batch, PagedEntry, RoomKey } from '../../common/model/index.ts';
import { entryColumns, type EntryReader } from './entry-reader.ts';
import type { LogTable } from './log-table.ts';
import { asideNumber } from './rows.ts';
import type { Statements } from './statements.ts';

/** Entries whose stamps are too far ahead: all that is held of a log from a place on. They are few, and have an index of their own. */
export class Asides {
  readonly #sql: Statements;
  readonly #logs: LogTable;
  readonly #reader: EntryReader;

  constructor(sql: Statements, logs: LogTable, reader: EntryReader) {
    this.#sql = sql;
    this.#logs = logs;
    this.#reader = reader;
  }

  write({ aside = [] }: Batch, idOf: (room: RoomKey) => number): void {
    const sql = 'UPDATE entry SET aside = ? WHERE log = ? AND seq = ?';
    for (const { room, kind, author, seq, aside: state } of aside) {
      const log = this.#logs.find(idOf(room), kind, author);
      if (log !== undefined) this.#sql.run(sql, asideNumber(state), log.number, seq);
    }
  }

  /** The earliest of a conversation. */
  entries(room: number, { room: key, state, limit }: AsideQuery): PagedEntry[] {
    const which = state === undefined ? '' : `AND aside = ${asideNumber(state)}`;
    return this.#sql
      .all(
        `SELECT ${entryColumns} FROM entry INDEXED BY entry_aside WHERE room = ? AND aside <> 0 ${which}
         ORDER BY eff_ms, eff_count, rank, seq LIMIT ?`,
        room,
        limit,
      )
      .map((row) => this.#reader.read(key, row));
  }

  /** Of one conversation, or of all. */
  logs(rooms: ReadonlyMap<number, RoomKey>, room?: number): AsideLog[] {
    return this.#sql
      .all(
        `SELECT log, min(seq) AS seq, sum(is_row = 1 AND body IS NOT NULL) AS count, min(eff_ms) AS ms
         FROM entry INDEXED BY entry_aside WHERE aside <> 0 AND aside = 1 AND (?1 IS NULL OR room = ?1)
         GROUP BY log`,
        room ?? null,
      )
      .map((row) => {
        const { room: of, kind, author } = this.#logs.byNumber(Number(row['log']));
        return {
          room: rooms.get(of) as RoomKey,
          kind,
          author,
          from: Number(row['seq']),
          count: Number(row['count']),
          ms: Number(row['ms']),
        };
      });
  }

  /** Where each log ends that is followed, by its number, if that is not its end: the first entry that stands aside. */
  begins(): ReadonlyMap<number, number> {
    const rows = this.#sql.all(
      'SELECT log, min(seq) AS seq FROM entry INDEXED BY entry_aside WHERE aside <> 0 GROUP BY log',
    );
    return new Map(rows.map((row) => [Number(row['log']), Number(row['seq'])]));
  }
}
