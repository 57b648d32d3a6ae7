import type { Audience, Batch, IdentityKey, Loaded, PeerHave, RoomKey } from '../../common/model/index.ts';
import { kindName, kindNumber } from './log-table.ts';
import type { SqlRow, Statements } from './statements.ts';

/** Hex digits of an identity. */
const digits = 64;

/** What receipts are counted from: how far peers have come with my messages, and over whom each of these is counted. */
export class Receipts {
  readonly #sql: Statements;

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  write({ peerHave = [], audiences = [] }: Batch, idOf: (room: RoomKey) => number): void {
    for (const { room, peer, author, kind, prefix, run, id, read, prefixRise, readRise } of peerHave) {
      this.#sql.run(
        'INSERT OR REPLACE INTO peer_have VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        idOf(room),
        peer,
        author,
        kindNumber(kind),
        prefix,
        run?.from ?? 0,
        run?.to ?? 0,
        id,
        read,
        prefixRise.from,
        Math.trunc(prefixRise.at),
        readRise.from,
        Math.trunc(readRise.at),
      );
    }
    for (const { room, version, members } of audiences)
      this.#sql.run('INSERT OR IGNORE INTO audience VALUES (?, ?, ?)', idOf(room), version, members.join(''));
  }

  load(rooms: ReadonlyMap<number, RoomKey>): Pick<Loaded, 'peerHave' | 'audiences'> {
    const roomOf = (row: SqlRow): RoomKey => rooms.get(Number(row['room'])) as RoomKey;
    return {
      peerHave: this.#sql.all('SELECT * FROM peer_have').map((row) => toPeerHave(row, roomOf(row))),
      audiences: this.#sql.all('SELECT * FROM audience ORDER BY room, version').map((row): Audience => ({
        room: roomOf(row),
        version: Number(row['version']),
        members: identities(row['members'] as string),
      })),
    };
  }
}

const toPeerHave = (row: SqlRow, room: RoomKey): PeerHave => ({
  ...(Number(row['run_to']) > 0 && { run: { from: Number(row['run_from']), to: Number(row['run_to']) } }),
  id: row['id'] as PeerHave['id'],
  room,
  peer: row['peer'] as PeerHave['peer'],
  author: row['device'] as PeerHave['author'],
  kind: kindName(Number(row['kind'])),
  prefix: Number(row['prefix']),
  read: Number(row['read']),
  prefixRise: { from: Number(row['prefix_from']), at: Number(row['prefix_at']) },
  readRise: { from: Number(row['read_from']), at: Number(row['read_at']) },
});

const identities = (text: string): readonly IdentityKey[] =>
  Array.from({ length: text.length / digits }, (_, n) => text.slice(n * digits, (n + 1) * digits) as IdentityKey);
