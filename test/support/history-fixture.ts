import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asHex, type Batch, type EntryId, type RoomKey } from '../../common/model/index.ts';
import { testPerson } from './people.ts';
import { ana, append, bia, groups, log, openStore, room } from './stores.ts';

// `node test/support/history-fixture.ts` writes down the present version of the history as SQL. Run it before a migration
// is added: the fixture of every version is brought up to date by a test.
const folder = path.join(import.meta.dirname, '../fixtures');
const fixtureOf = (version: number): string => path.join(folder, `history-v${version}.sql`);

const partner = { identity: testPerson(2, 'bia').identity, username: 'bia' };
const { author } = bia.certificate;
const kind = 'content' as const;

const rise = { from: 0, at: 0 };

/** A bit of everything that a history holds. */
export const everything = {
  rooms: [...groups.rooms, { room: asHex<RoomKey>('33'.repeat(32)), kind: 'direct', partner }],
  certificates: [ana.certificate.bytes, bia.certificate.bytes],
  entries: [...log(ana, 'control', [[1], [2]]), ...log(ana, kind, [[3, 4], [5]]), ...log(bia, kind, [[6], [7, 8]])],
  peerHave: [
    {
      room,
      peer: author,
      author: ana.certificate.author,
      kind,
      prefix: 2,
      id: asHex<EntryId>('66'.repeat(32)),
      read: 0,
      prefixRise: rise,
      readRise: rise,
    },
  ],
  seen: [{ room, author, seen: 1, told: 0 }],
} as const satisfies Batch;

/** Makes the database of a former version. */
export const restoreFixture = (file: string, version: number): void => {
  const db = new DatabaseSync(file);
  db.exec(readFileSync(fixtureOf(version), 'utf8'));
  db.close();
};

const dump = (db: DatabaseSync): string => {
  const schema = db.prepare(
    "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
  );
  const made = schema.all() as { name: string; type: string; sql: string }[];
  const rows = made.flatMap(({ name, type }) => (type === 'table' ? rowsOf(db, name) : []));
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  return [...made.map(({ sql }) => sql), ...rows, `PRAGMA user_version=${version}`, ''].join(';\n');
};

const rowsOf = (db: DatabaseSync, table: string): string[] => {
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
  const quoted = columns.map(({ name }) => `quote(${String(name)})`).join(` || ', ' || `);
  return db
    .prepare(`SELECT ${quoted} AS row FROM ${table}`)
    .all()
    .map(({ row }) => `INSERT INTO ${table} VALUES (${String(row)})`);
};

const write = async (): Promise<void> => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'p2pchat-fixture-'));
  const file = path.join(scratch, 'history.db');
  const history = await openStore(file);
  const error = append(history, everything);
  await history.close();
  if (error !== undefined) throw error;
  const db = new DatabaseSync(file);
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  mkdirSync(folder, { recursive: true });
  writeFileSync(fixtureOf(version), dump(db));
  db.close();
  rmSync(scratch, { recursive: true });
};

if (process.argv[1] === import.meta.filename) await write();
