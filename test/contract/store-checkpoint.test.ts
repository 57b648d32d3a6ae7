import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fdatasync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { StoredEntry } from '../../common/model/index.ts';
import type { SqliteStore, StoreOptions } from '../../src/store/index.ts';
import { LogWriter } from '../support/log-writer.ts';
import { ana, append, bia, groups, openStore, room } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Done = (error: unknown) => void;
/** As the database is named, and its log. */
type Files = Readonly<Record<'history.db' | 'history.db-wal', Buffer>>;
const names = ['history.db', 'history.db-wal'] as const;

interface Held {
  readonly store: SqliteStore;
  /** From now on the syncs of the database wait, or all. */
  readonly hold: (what: 'database' | 'all') => void;
  /** They begin as they are called. */
  readonly waiting: Done[];
  readonly files: () => Files;
}

/** A store whose syncs a test holds, once it asks for it, and files that it may look at. */
const held = async (folder: string): Promise<Held> => {
  const waiting: Done[] = [];
  let what: 'nothing' | 'database' | 'all' = 'nothing';
  let log: number | undefined;
  const sync: StoreOptions['sync'] = (fd, done) => {
    // what is written is synced before anything else
    log ??= fd;
    if (what === 'all' || (what === 'database' && fd !== log)) waiting.push(() => fdatasync(fd, done));
    else fdatasync(fd, done);
  };
  return {
    store: await openStore(path.join(folder, 'history.db'), sync),
    hold: (now) => {
      what = now;
    },
    waiting,
    files: () =>
      Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name))])) as unknown as Files,
  };
};

const large = (writer: LogWriter, i: number): StoredEntry => writer.say(`${i} ${'x'.repeat(15_000)}`, 1000 + i);

/** Writes until the log is to be copied; answers how many are kept. */
const fill = (store: SqliteStore, writer: LogWriter): number => {
  let count = 0;
  while (!store.isResting) append(store, { entries: [large(writer, count++)] });
  return count;
};

const block = 4096;

/** What a power cut may leave of a file: of its length and of each block the state that was synced, or a later one. */
const cut = (synced: Buffer, now: Buffer, seed: string): Buffer => {
  const bits = createHash('shake256', { outputLength: 512 }).update(seed).digest();
  const isOld = (i: number): boolean => (bits.readUInt8(i % bits.length) & 1) === 1;
  const out = Buffer.alloc(isOld(0) ? synced.length : now.length);
  for (let at = 0, i = 1; at < out.length; at += block, i++) {
    (isOld(i) ? synced : now).subarray(at, Math.min(at + block, out.length)).copy(out, at);
  }
  return out;
};

const heldAfter = async (folder: string, files: Files): Promise<number> => {
  for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), '');
  for (const name of names) writeFileSync(path.join(folder, name), files[name]);
  const store = await openStore(path.join(folder, 'history.db'));
  const { heads } = store.load();
  await store.close();
  return heads[0]?.prefix ?? 0;
};

test('a power cut at any moment of a copy takes nothing that was durable', { timeout: 120_000 }, async () => {
  await using folder = await temporaryFolder();
  await using other = await temporaryFolder();
  const { store, hold, waiting, files } = await held(folder.path);
  append(store, groups);
  const writer = new LogWriter(bia, room);
  const durable: unknown[] = [];
  store.onDurable((position) => durable.push(position));
  const opened = files();
  hold('all');
  const count = fill(store, writer);
  // the commits, the one sync after the other
  const total = count + 1;
  while (durable.at(-1) !== total) {
    await until(() => waiting.length > 0, 'a sync');
    const ended = durable.length;
    waiting.shift()?.(null);
    await until(() => durable.length > ended, 'its end');
  }
  const synced = { ...opened, 'history.db-wal': files()['history.db-wal'] };
  let moments = 0;
  const look = async (): Promise<void> => {
    const now = files();
    moments++;
    for (let seed = 0; seed < 12; seed++) {
      const left = Object.fromEntries(
        names.map((name, i) => [name, cut(synced[name], now[name], `${moments} ${seed} ${i}`)]),
      );
      expect(await heldAfter(other.path, left as unknown as Files)).toBe(count);
    }
  };
  // the database, then the beginning of the new log
  for (const name of names) {
    await until(() => waiting.length > 0, `the sync of ${name}`);
    expect(store.isResting).toBe(true);
    await look();
    synced[name] = files()[name];
    waiting.shift()?.(null);
    await until(() => waiting.length > 0 || !store.isResting, 'what comes next');
  }
  expect([moments, store.isResting]).toEqual([2, false]);
  await look();
  // the log has begun anew, and what is written now counts as much
  append(store, { entries: [large(writer, count)] });
  await until(() => waiting.length > 0, 'the next sync');
  waiting.shift()?.(null);
  await store.close();
  const again = await openStore(path.join(folder.path, 'history.db'));
  expect(again.load().heads[0]?.prefix).toBe(count + 1);
  await again.close();
});

test('who writes although the store rests waits for the disk, and loses nothing', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const { store, hold, waiting } = await held(folder.path);
  append(store, groups);
  const writer = new LogWriter(bia, room);
  hold('database');
  let count = fill(store, writer);
  await until(() => waiting.length > 0, 'the sync of the database');
  for (let i = 0; i < 20; i++) append(store, { entries: [large(writer, count++)] });
  expect(store.isResting).toBe(true);
  waiting.shift()?.(null);
  await until(() => !store.isResting, 'the end of the rest');
  await store.close();
  const again = await openStore(path.join(folder.path, 'history.db'));
  expect(again.load().heads[0]?.prefix).toBe(count);
  await again.close();
});

test('a copy that cannot be synced is the last word', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const log: number[] = [];
  const store = await openStore(path.join(folder.path, 'history.db'), (fd, done) => {
    // the log is synced first
    if (log.push(fd) > 1 && fd !== log[0]) done(Object.assign(new Error('EIO'), { code: 'EIO' }));
    else fdatasync(fd, done);
  });
  append(store, groups);
  const heard: unknown[] = [];
  store.onDurable((position) => heard.push(position));
  fill(store, new LogWriter(ana, room));
  await until(() => heard.some((one) => typeof one === 'object'), 'the last word');
  expect(heard.at(-1)).toMatchObject({ code: 'DISK_ERROR' });
  expect(append(store, groups)).toMatchObject({ code: 'DISK_ERROR' });
  await store.close();
});

test('whoever else opens the file finds it locked, before a copy and after it', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const store = await openStore(file);
  append(store, groups);
  fill(store, new LogWriter(ana, room));
  await until(() => !store.isResting, 'the end of the rest');
  // another process, for POSIX locks are those of a process
  const script = `const { DatabaseSync } = require('node:sqlite');
    try { new DatabaseSync(process.argv[1]).exec('BEGIN IMMEDIATE'); console.log('open'); } catch { console.log('locked'); }`;
  const tryOpen = (): string => spawnSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }).stdout.trim();
  expect(tryOpen()).toBe('locked');
  await store.close();
  expect(tryOpen()).toBe('open');
  new DatabaseSync(file).close();
});
