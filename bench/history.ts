// H1: entries stored and committed, beside bare node:sqlite. `npm run bench -- history`
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asHex, type RoomKey, type StoredEntry } from '../common/model/index.ts';
import { rankOf, type StoredLog } from '../src/store/log-table.ts';
import { insertEntry, toValues } from '../src/store/rows.ts';
import { batches } from './support/entries.ts';
import { append, openHistory } from './support/history.ts';
import { temporaryPlace } from './support/place.ts';
import { interleaved, sized, type Contestant } from './support/rounds.ts';
import { table } from './support/table.ts';
import { now } from './support/talker.ts';

using place = temporaryPlace();
const room = asHex<RoomKey>('11'.repeat(32));
const count = sized(100_000);
const all = [...batches(room, count)];
/** As the store numbers them. */
const logs = new Map<string, StoredLog>();
const logOf = ({ author, kind }: StoredEntry): StoredLog => {
  const log = logs.get(author) ?? { number: logs.size + 1, room: 1, kind, author, rank: rankOf(author) };
  logs.set(author, log);
  return log;
};
const values = all.map((batch) =>
  batch.map((stored) => toValues(logOf(stored), stored, stored.entry.clock, stored.entry.body ?? null)),
);
const rate = (took: number): number => (count / took) * 1000;

/** An empty history with the room in it. */
const emptyFile = async (name: string): Promise<string> => {
  const file = path.join(place.path, `${name}.db`);
  const history = await openHistory(file);
  await append(history, { rooms: [{ room, kind: 'group' }] });
  await history.close();
  return file;
};

/** The same rows into the same table with the same indexes and the same safety, and nothing else. */
const bare: Contestant = {
  name: 'bare node:sqlite',
  measure: async (round) => {
    const db = new DatabaseSync(await emptyFile(`bare${round}`));
    db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    const zeros = '0'.repeat(64);
    for (const { number, author } of logs.values()) {
      db.prepare('INSERT INTO log VALUES (?, 1, 0, ?, 0, ?, 0, 0)').run(number, author, zeros);
    }
    const insert = db.prepare(insertEntry);
    const start = now();
    for (const batch of values) {
      db.exec('BEGIN IMMEDIATE');
      for (const row of batch) insert.run(...row);
      db.exec('COMMIT');
    }
    const took = now() - start;
    db.close();
    return rate(took);
  },
};

const ours: Contestant = {
  name: 'the history, in its worker',
  measure: async (round) => {
    const history = await openHistory(await emptyFile(`ours${round}`));
    const start = now();
    for (const entries of all) await append(history, { entries });
    const took = now() - start;
    await history.close();
    return rate(took);
  },
};

table('H1  entries stored and committed, 256 a transaction', 'entries/s', await interleaved([bare, ours]), [
  { of: ours.name, to: bare.name, least: 0.85 },
]);
