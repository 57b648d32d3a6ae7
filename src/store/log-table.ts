import {
  asHex,
  deviceOf,
  idBytes,
  identityOf,
  type AuthorKey,
  type EntryId,
  type Hlc,
  type LogKind,
  type StoredHead,
} from '../../common/model/index.ts';
import type { SqlRow, Statements } from './statements.ts';

/** How far a log is held without a gap, and how that ends. */
export type Head = Pick<StoredHead, 'prefix' | 'id' | 'clock'>;

/** A log as the tables know it. */
export interface StoredLog {
  readonly number: number;
  /** The number of its room. */
  readonly room: number;
  readonly kind: LogKind;
  readonly author: AuthorKey;
  /** Sorts as the author does, and is as good as never the same for two. */
  readonly rank: Uint8Array;
}

const nothing: Head = { prefix: 0, id: '0'.repeat(64) as EntryId, clock: { ms: 0, count: 0 } };
/** Of the key of the device, and of that of the identity, in hex: half of each. */
const rankDigits = 32;

export const kindNumber = (kind: LogKind): 0 | 1 => (kind === 'content' ? 0 : 1);
export const kindName = (kind: number): LogKind => (kind === 0 ? 'content' : 'control');

/** Numbers of logs: the names of their authors are long, and stand in rows and indexes by number. As many as there are logs. */
export class LogTable {
  readonly #sql: Statements;
  #byNumber: Map<number, StoredLog> | undefined;
  readonly #byPlace = new Map<string, StoredLog>();
  readonly #heads = new Map<number, Head>();

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  /** The table is not what it was: a transaction was undone, a room has gone. */
  reset(): void {
    this.#byNumber = undefined;
    this.#byPlace.clear();
    this.#heads.clear();
  }

  /** Undefined: nothing of it is held. */
  find(room: number, kind: LogKind, author: AuthorKey): StoredLog | undefined {
    this.#read();
    return this.#byPlace.get(placeOf(room, kind, author));
  }

  make(room: number, kind: LogKind, author: AuthorKey): StoredLog {
    const known = this.find(room, kind, author);
    if (known !== undefined) return known;
    const { prefix, id, clock } = nothing;
    const insert = 'INSERT INTO log VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)';
    const { lastInsertRowid } = this.#sql
      .prepared(insert)
      .run(room, kindNumber(kind), author, prefix, id, clock.ms, clock.count);
    return this.#keep({ number: Number(lastInsertRowid), room, kind, author, rank: rankOf(author) });
  }

  byNumber(number: number): StoredLog {
    const log = this.#read().get(number);
    if (log === undefined) throw new Error(`there is no log ${number}`);
    return log;
  }

  head({ number }: StoredLog): Head {
    const known = this.#heads.get(number);
    if (known !== undefined) return known;
    const row = this.#sql.get('SELECT prefix, id, ms, count FROM log WHERE number = ?', number);
    return row === undefined ? nothing : headOf(row);
  }

  saveHead({ number }: StoredLog, head: Head): void {
    if (this.#heads.get(number) === head) return;
    this.#heads.set(number, head);
    const { prefix, id, clock } = head;
    const update = 'UPDATE log SET prefix = ?, id = ?, ms = ?, count = ? WHERE number = ?';
    this.#sql.run(update, prefix, id, clock.ms, clock.count, number);
  }

  #read(): Map<number, StoredLog> {
    if (this.#byNumber !== undefined) return this.#byNumber;
    this.#byNumber = new Map();
    for (const row of this.#sql.all('SELECT number, room, kind, author FROM log')) {
      const author = row['author'] as AuthorKey;
      const kind = kindName(Number(row['kind']));
      this.#keep({ number: Number(row['number']), room: Number(row['room']), kind, author, rank: rankOf(author) });
    }
    return this.#byNumber;
  }

  #keep(log: StoredLog): StoredLog {
    this.#read().set(log.number, log);
    this.#byPlace.set(placeOf(log.room, log.kind, log.author), log);
    return log;
  }
}

const placeOf = (room: number, kind: LogKind, author: AuthorKey): string => `${room} ${kind} ${author}`;

/** Half of either key. */
export const rankOf = (author: AuthorKey): Uint8Array =>
  idBytes(asHex(deviceOf(author).slice(0, rankDigits) + identityOf(author).slice(0, rankDigits)));

const clockOf = (row: SqlRow): Hlc => ({ ms: Number(row['ms']), count: Number(row['count']) });

export const headOf = (row: SqlRow): Head => ({
  prefix: Number(row['prefix']),
  id: row['id'] as EntryId,
  clock: clockOf(row),
});
