import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { toHex } from '../../common/base/index.ts';
import { backUp, sweepBackups } from '../../src/store/backups.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations.ts';
import { everything, restoreFixture } from '../support/history-fixture.ts';
import { heavySteps } from '../support/migrating-program.ts';
import { SmallDisk, smallDisks } from '../support/small-disk.ts';
import { ana, append, log, nameOf, openStore, page, room } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const program = path.join(import.meta.dirname, '../support/migrating-program.ts');
const versionOf = (db: DatabaseSync): unknown => db.prepare('PRAGMA user_version').get()?.['user_version'];
const backups = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes('.bak'));

/** A database of version 1 with that many rows. */
const oldDatabase = (file: string, rows: number): DatabaseSync => {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode=WAL; ${heavySteps[0]}; PRAGMA user_version=1`);
  db.exec(
    `WITH RECURSIVE n(v) AS (VALUES(1) UNION ALL SELECT v + 1 FROM n LIMIT ${rows}) INSERT INTO old SELECT v FROM n`,
  );
  return db;
};
const expectOld = (db: DatabaseSync, rows: number): void => {
  expect(versionOf(db)).toBe(1);
  expect(db.prepare('SELECT count(*) AS n, sum(value) AS sum FROM old').get()).toEqual({
    n: rows,
    sum: (rows * (rows + 1)) / 2,
  });
};

test('the file of a newer program is left alone', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version=99');
  newer.close();
  await expect(openStore(file)).rejects.toMatchObject({ code: 'NEWER_DATA' });
  const after = new DatabaseSync(file);
  expect(versionOf(after)).toBe(99);
  expect(after.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 0 });
  after.close();
  expect(readdirSync(folder.path)).toEqual(['history.db']);
});

test('what is no database is said to be damaged, and left alone', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  writeFileSync(file, 'not a database at all. '.repeat(100));
  await expect(openStore(file)).rejects.toMatchObject({ code: 'DATA_DAMAGED' });
});

test.each([1])(
  'a file of version %i is copied, then brought up to date with nothing lost',
  { timeout: 60_000 },
  async (version) => {
    await using folder = await temporaryFolder();
    const file = path.join(folder.path, 'history.db');
    restoreFixture(file, version);
    const history = await openStore(file);
    const content = everything.entries.filter(({ kind }) => kind === 'content');
    expect(page(history)).toEqual(content.map(nameOf));
    const loaded = history.load();
    expect(loaded).toMatchObject({
      rooms: everything.rooms,
      peerHave: everything.peerHave,
      seen: everything.seen,
      unread: [],
    });
    expect(loaded.certificates.map(toHex)).toEqual(expect.arrayContaining(everything.certificates.map(toHex)));
    const [next] = log(ana, 'content', [[3, 4], [5], [9]])
      .slice(-1)
      .map((stored) => ({ ...stored, countsAsUnread: true, mention: true }));
    expect(append(history, { entries: next === undefined ? [] : [next] })).toBeUndefined();
    expect(history.load().unread).toMatchObject([{ room, author: ana.certificate.author, seq: 3, mention: true }]);
    await history.close();

    const made = new DatabaseSync(file);
    expect(versionOf(made)).toBe(migrations.length);
    made.close();
    const [name, ...others] = backups(folder.path);
    expect(others).toEqual([]);
    if (version === migrations.length) return expect(name).toBeUndefined();
    expect(name).toMatch(new RegExp(`^history\\.db\\.v${version}-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.bak$`));
    const copy = new DatabaseSync(path.join(folder.path, String(name)), { readOnly: true });
    expect(versionOf(copy)).toBe(version);
    expect(copy.prepare('SELECT count(*) AS n FROM entry').get()).toEqual({ n: everything.entries.length });
    copy.close();
  },
);

test('forgetting a conversation takes the backups with it: its text is nowhere', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  restoreFixture(file, 1);
  const db = new DatabaseSync(file);
  await backUp(db, file, 1, new Date());
  db.close();
  const history = await openStore(file);
  expect(backups(folder.path)).toHaveLength(1);
  expect(append(history, { forget: [room] })).toBeUndefined();
  expect(backups(folder.path)).toEqual([]);
  await history.close();
});

test('kill -9 in the middle leaves the old state or the new one', { timeout: 240_000 }, async () => {
  await using folder = await temporaryFolder();
  const rows = 60_000;
  const outcomes = new Set<unknown>();
  for (const delay of [0, 5, 15, 40, 80, 150, 400, 60_000]) {
    const file = path.join(folder.path, `after-${delay}.db`);
    oldDatabase(file, rows).close();
    const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('begin')) timer = setTimeout(() => child.kill('SIGKILL'), delay);
      if (text.includes('end')) clearTimeout(timer);
    });
    await closed;
    clearTimeout(timer);
    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    outcomes.add(versionOf(db));
    if (versionOf(db) === 1) expectOld(db, rows);
    else
      expect(db.prepare('SELECT count(*) AS n, sum(twice) AS sum FROM new').get()).toEqual({
        n: rows,
        sum: rows * (rows + 1),
      });
    // and it goes on from there
    await migrate(db, file, heavySteps);
    expect(versionOf(db)).toBe(3);
    expect(readdirSync(folder.path).filter((name) => name.includes('.tmp'))).toEqual([]);
    db.close();
  }
  expect(outcomes).toEqual(new Set([1, 3]));
});

test('what was there is copied, then brought up to date with nothing lost', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'some.db');
  const db = oldDatabase(file, 10);
  const told: string[] = [];
  const tell = (step: string): void =>
    void told.push(`${step} ${backups(folder.path).length} ${String(versionOf(db))}`);
  await migrate(db, file, heavySteps, tell);
  expect(versionOf(db)).toBe(heavySteps.length);
  // each step before it begins, and none where nothing is to be done
  expect(told).toEqual(['backup 0 1', 'migration 1 1']);
  await migrate(db, file, heavySteps, tell);
  const fresh = new DatabaseSync(path.join(folder.path, 'fresh.db'));
  await migrate(fresh, path.join(folder.path, 'fresh.db'), heavySteps, tell);
  fresh.close();
  expect(told).toHaveLength(2);
  expect(db.prepare('SELECT count(*) AS n, sum(twice) AS sum FROM new').get()).toEqual({ n: 10, sum: 110 });
  db.close();
  const [name, ...others] = backups(folder.path);
  expect(others).toEqual([]);
  expect(name).toMatch(/^some\.db\.v1-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.bak$/);
  const copy = new DatabaseSync(path.join(folder.path, String(name)), { readOnly: true });
  expectOld(copy, 10);
  copy.close();
});

test('a step that fails or leaves a row alone changes nothing, and its backup goes', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'some.db');
  const db = oldDatabase(file, 10);
  const [first = ''] = heavySteps;
  const orphan =
    'CREATE TABLE part (of INTEGER REFERENCES whole(id)); CREATE TABLE whole (id INTEGER PRIMARY KEY); INSERT INTO part VALUES (7)';
  for (const bad of ['DROP TABLE old; SELECT no_such_function()', orphan]) {
    await expect(migrate(db, file, [first, bad])).rejects.toThrow(/no_such_function|left a row alone/);
    expectOld(db, 10);
    expect(backups(folder.path)).toEqual([]);
  }
  db.close();
});

test('the last two backups of a month are kept', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'some.db');
  const db = oldDatabase(file, 10);
  const day = 24 * 3_600_000;
  const now = Date.UTC(2026, 4, 30);
  for (const age of [40, 20, 3, 0]) await backUp(db, file, 1, new Date(now - age * day));
  db.close();
  writeFileSync(`${file}.v1-2026-05-30T00-00-01.bak.tmp`, 'half of one');
  writeFileSync(path.join(folder.path, 'other.db.v1-2026-01-01T00-00-00.bak'), 'not ours');
  sweepBackups(file, now);
  const ours = (): string[] => backups(folder.path).filter((name) => name.startsWith('some.db'));
  expect(ours()).toEqual(['some.db.v1-2026-05-27T00-00-00.bak', 'some.db.v1-2026-05-30T00-00-00.bak']);
  sweepBackups(file, now + 29 * day);
  expect(ours()).toEqual(['some.db.v1-2026-05-30T00-00-00.bak']);
  expect(backups(folder.path)).toContain('other.db.v1-2026-01-01T00-00-00.bak');
});

test.runIf(smallDisks())(
  'no room for a backup, or for the new form: told so, with the database as it was',
  { timeout: 120_000 },
  async () => {
    using disk = new SmallDisk(8);
    const file = path.join(disk.path, 'some.db');
    const rows = 100_000;
    const db = oldDatabase(file, rows);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    for (const left of [0, statSync(file).size + 300_000]) {
      disk.free();
      disk.fill(left);
      await expect(migrate(db, file, heavySteps)).rejects.toMatchObject({ errcode: 13 });
      expectOld(db, rows);
      expect(backups(disk.path)).toEqual([]);
    }
    disk.free();
    await migrate(db, file, heavySteps);
    expect(versionOf(db)).toBe(3);
    db.close();
  },
);
