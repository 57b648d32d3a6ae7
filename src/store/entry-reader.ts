import type { Crypto } from '../../common/base/index.ts';
import { decodeEntry, noSignature } from '../../common/log/index.ts';
import type { AuthorKey, PagedEntry, RoomKey } from '../../common/model/index.ts';
import type { LogTable } from './log-table.ts';
import { asideOf } from './rows.ts';
import type { SqlRow } from './statements.ts';

/** What `EntryReader` and places in the order need of `entry`. */
export const entryColumns = [
  'id',
  'log',
  'seq',
  'rank',
  'header',
  'signature',
  'body',
  'received',
  'late',
  'unread_candidate',
  'mention',
  'through',
  'audience',
  'aside',
  'eff_ms',
  'eff_count',
]
  .map((name) => `entry.${name}`)
  .join(', ');

/** A row of `entry`, as node:sqlite gives it. */
interface EntryRow {
  readonly log: number;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array | null;
  readonly received: number;
  readonly late: number;
  readonly unread_candidate: number;
  readonly mention: number;
  readonly through: AuthorKey | null;
  readonly audience: number | null;
  readonly aside: number;
  readonly eff_ms: number;
  readonly eff_count: number;
}

/** From a row of `entry` to what it says. */
export class EntryReader {
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #logs: Pick<LogTable, 'byNumber'>;

  constructor(crypto: Pick<Crypto, 'sha256'>, logs: Pick<LogTable, 'byNumber'>) {
    this.#crypto = crypto;
    this.#logs = logs;
  }

  /** Of `entryColumns`. */
  read(room: RoomKey, columns: SqlRow): PagedEntry {
    const row = columns as unknown as EntryRow;
    const { kind, author } = this.#logs.byNumber(row.log);
    const aside = asideOf(row.aside);
    const signature = row.signature.length === 0 ? noSignature : row.signature;
    const entry = decodeEntry(this.#crypto, row.header, signature, row.body ?? undefined);
    return {
      room,
      kind,
      author,
      entry,
      received: row.received,
      viaCatchUp: row.late === 1,
      ...(row.through !== null && { deliveredBy: row.through }),
      countsAsUnread: row.unread_candidate === 1,
      mention: row.mention === 1,
      ...(row.audience !== null && { audience: row.audience }),
      ...(aside && { aside }),
      order: { clock: { ms: row.eff_ms, count: row.eff_count }, author, seq: entry.seq },
    };
  }
}
