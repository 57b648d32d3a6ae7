import type { Crypto } from '../../common/base/index.ts';
import type { AsideLog, AsideQuery, AuthorKey, Batch, PagedEntry, RoomKey } from '../../common/model/index.ts';
import { asideNumber, entryColumns, kindName, kindNumber, toStored, type EntryRow } from './rows.ts';
import type { SqlRow, Statements } from './statements.ts';

/** Entries whose stamps are too far ahead: all that is held of a log from a place on. They are few, and have an index of their own. */
export class Asides {
  readonly #sql: Statements;
  readonly #crypto: Pick<Crypto, 'sha256'>;

  constructor(sql: Statements, crypto: Pick<Crypto, 'sha256'>) {
    this.#sql = sql;
    this.#crypto = crypto;
  }

  write({ aside = [] }: Batch, idOf: (room: RoomKey) => number): void {
    const sql = 'UPDATE entry SET aside = ? WHERE room = ? AND kind = ? AND device = ? AND seq = ?';
    for (const { room, kind, author, seq, aside: state } of aside)
      this.#sql.run(sql, asideNumber(state), idOf(room), kindNumber(kind), author, seq);
  }

  /** The earliest of a conversation. */
  entries(room: number, { room: key, state, limit }: AsideQuery): PagedEntry[] {
    const which = state === undefined ? '' : `AND aside = ${asideNumber(state)}`;
    return this.#sql
      .all(
        `SELECT ${entryColumns} FROM entry INDEXED BY entry_aside WHERE room = ? AND aside <> 0 ${which}
         ORDER BY eff_ms, eff_count, device, seq LIMIT ?`,
        room,
        limit,
      )
      .map((row) => toStored(this.#crypto, key, row as unknown as EntryRow));
  }

  /** Of one conversation, or of all. */
  logs(rooms: ReadonlyMap<number, RoomKey>, room?: number): AsideLog[] {
    return this.#sql
      .all(
        `SELECT room, kind, device, min(seq) AS seq, sum(is_row = 1 AND body IS NOT NULL) AS count, min(eff_ms) AS ms
         FROM entry INDEXED BY entry_aside WHERE aside <> 0 AND aside = 1 AND (?1 IS NULL OR room = ?1)
         GROUP BY room, kind, device`,
        room ?? null,
      )
      .map((row) => ({
        room: rooms.get(Number(row['room'])) as RoomKey,
        kind: kindName(Number(row['kind'])),
        author: row['device'] as AuthorKey,
        from: Number(row['seq']),
        count: Number(row['count']),
        ms: Number(row['ms']),
      }));
  }

  /** Where each log ends that is followed, if that is not its end: the first entry that stands aside. */
  begins(): ReadonlyMap<string, number> {
    const rows = this.#sql.all(
      'SELECT room, kind, device, min(seq) AS seq FROM entry INDEXED BY entry_aside WHERE aside <> 0 GROUP BY room, kind, device',
    );
    return new Map(rows.map((row) => [keyOf(row), Number(row['seq'])]));
  }
}

export const keyOf = ({ room, kind, device }: SqlRow): string => `${Number(room)},${Number(kind)},${device as string}`;
