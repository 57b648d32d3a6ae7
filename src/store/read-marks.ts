import {
  limits,
  type AuthorKey,
  type Batch,
  type Loaded,
  type RoomKey,
  type RoomPreference,
  type SeenMark,
  type UnreadMark,
} from '../../common/model/index.ts';
import type { SqlRow, Statements } from './statements.ts';

/** By their number in the database. */
const names = ['muted', 'pinned', 'hidden'] as const satisfies RoomPreference['name'][];

/** What stands in the self room, added up: what has been read, and what is wanted. So its entries need not be read again. */
export class ReadMarks {
  readonly #sql: Statements;

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  write({ seen = [], preferences = [] }: Pick<Batch, 'seen' | 'preferences'>): void {
    for (const mark of seen) {
      this.#sql.run(
        `INSERT INTO read_mark VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
         SET seen = max(seen, excluded.seen), told = max(told, excluded.told)`,
        mark.room,
        mark.author,
        mark.seen,
        mark.told,
      );
    }
    for (const { room, name, value, order } of preferences) {
      const { clock, author, seq } = order;
      this.#sql.run(
        `INSERT INTO preference VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
         SET value = excluded.value, ms = excluded.ms, count = excluded.count, device = excluded.device, seq = excluded.seq
         WHERE (excluded.ms, excluded.count, excluded.device, excluded.seq) > (ms, count, device, seq)`,
        room,
        names.indexOf(name),
        value,
        clock.ms,
        clock.count,
        author,
        seq,
      );
    }
  }

  load(rooms: ReadonlyMap<number, RoomKey>): Pick<Loaded, 'seen' | 'preferences' | 'unread'> {
    return {
      seen: this.#sql
        .all('SELECT room, device AS author, seen, told FROM read_mark')
        .map((row) => row as unknown as SeenMark),
      preferences: this.#sql.all('SELECT * FROM preference').flatMap(toPreference),
      unread: this.#sql
        .all(
          "SELECT number, room, author FROM log JOIN room ON room.id = room WHERE log.kind = 0 AND room.kind <> 'self'",
        )
        .flatMap((row) => this.#unread(row, rooms.get(Number(row['room'])) as RoomKey)),
    };
  }

  #unread({ number = null, room: id = null, author = null }: SqlRow, room: RoomKey): UnreadMark[] {
    return this.#sql
      .all(
        `SELECT seq, mention, EXISTS (SELECT 1 FROM about WHERE about.room = ?5 AND target = entry.id AND act = 0) AS edited
         FROM entry INDEXED BY entry_unread WHERE unread_candidate = 1 AND body IS NOT NULL AND aside <> 1 AND log = ?1
         AND seq >= ifnull((SELECT seen FROM read_mark WHERE room = ?3 AND device = ?2), 0) ORDER BY seq DESC LIMIT ?4`,
        number,
        author,
        room,
        limits.unread,
        id,
      )
      .map(({ seq, mention, edited }) => ({
        room,
        author: author as AuthorKey,
        seq: Number(seq),
        mention: mention === 1,
        edited: edited === 1,
      }))
      .toReversed();
  }
}

const toPreference = ({ room, name, value, ms, count, device, seq }: SqlRow): readonly RoomPreference[] => {
  const known = names[Number(name)];
  if (known === undefined) return [];
  const order = { clock: { ms: Number(ms), count: Number(count) }, author: device as AuthorKey, seq: Number(seq) };
  return [{ room: room as RoomKey, name: known, value: Number(value), order }];
};
