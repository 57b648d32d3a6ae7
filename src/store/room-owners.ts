import type { Crypto } from '../../common/base/index.ts';
import { decodeControl } from '../../common/log/index.ts';
import { findGeneses, type Operation } from '../../common/membership/index.ts';
import { identityOf, type IdentityKey, type RoomKey } from '../../common/model/index.ts';
import { entryColumns, type EntryReader } from './entry-reader.ts';
import type { SqlRow, Statements } from './statements.ts';

/** Who owns a room, by its GENESIS. The room's key is the hash of it, so whoever is known as the owner is it for good. */
export class RoomOwners {
  readonly #sql: Statements;
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #reader: EntryReader;
  /** By the number of the room; no more than there are rooms. */
  readonly #known = new Map<number, IdentityKey>();

  constructor(sql: Statements, crypto: Pick<Crypto, 'sha256'>, reader: EntryReader) {
    this.#sql = sql;
    this.#reader = reader;
    this.#crypto = crypto;
  }

  /** Undefined where nobody does, or where it is not known yet. */
  of(room: number): IdentityKey | undefined {
    const known = this.#known.get(room);
    if (known !== undefined) return known;
    const owner = this.#find(room);
    if (owner !== undefined) this.#known.set(room, owner);
    return owner;
  }

  /** The tables are not what they were. */
  reset(): void {
    this.#known.clear();
  }

  #find(room: number): IdentityKey | undefined {
    const key = this.#sql.get('SELECT key FROM room WHERE id = ?', room)?.['key'] as RoomKey | undefined;
    if (key === undefined) return undefined;
    const sql = `SELECT ${entryColumns} FROM log CROSS JOIN entry ON entry.log = log.number AND seq = 0 WHERE log.room = ? AND log.kind = 1`;
    const firsts = this.#sql.all(sql, room).map((row) => this.#operation(key, row));
    return findGeneses(this.#crypto, key, firsts)[0]?.body.owner;
  }

  #operation(key: RoomKey, row: SqlRow): Operation {
    const { author, entry } = this.#reader.read(key, row);
    const body = entry.body === undefined ? undefined : decodeControl(entry.body);
    return { entry, body, author: { identity: identityOf(author), username: '' } };
  }
}
