import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { AppError, attempt } from '../../common/base/index.ts';
import type { StoredEntry } from '../../common/model/index.ts';
import type { SqliteStore } from '../../src/store/index.ts';
import { SmallDisk, smallDisks } from '../support/small-disk.ts';
import { a, ana, append, groups, log, nameOf, openStore, page } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const probe = (store: SqliteStore): AppError | undefined => {
  const refused = attempt(() => store.probe());
  return refused instanceof AppError ? refused : undefined;
};
const many = log(
  ana,
  'content',
  Array.from({ length: 120 }, (_, run) => Array.from({ length: 100 }, (_unused, i) => 100 * run + i)),
);
const runs = Array.from({ length: 120 }, (_, i) => many.slice(100 * i, 100 * (i + 1)));

/** Appends run after run until one fails; answers how many were kept and why the next was not. */
const fillUp = (history: SqliteStore): { kept: number; error: AppError } => {
  for (const [i, entries] of runs.entries()) {
    const error = append(history, { ...groups, entries });
    if (error !== undefined) return { kept: i, error };
  }
  throw new Error('it never became full');
};
const newest = (entries: readonly StoredEntry[]): string[] => entries.slice(-100).map(nameOf);

describe.runIf(smallDisks())('on a full disk', { timeout: 120_000 }, () => {
  test('a commit is whole or not there, what was kept can be read, and it goes on once there is space', async () => {
    using disk = new SmallDisk(8);
    const file = path.join(disk.path, 'history.db');
    let history = await openStore(file);
    disk.fill(700_000);
    const { kept, error } = fillUp(history);
    expect(error).toMatchObject({ code: 'DISK_FULL' });
    expect(kept).toBeGreaterThan(0);
    expect(page(history)).toEqual(newest(many.slice(0, 100 * kept)));
    expect(probe(history)).toMatchObject({ code: 'DISK_FULL' });
    // closing and opening again needs no space
    await history.close();
    history = await openStore(file);
    expect(page(history)).toEqual(newest(many.slice(0, 100 * kept)));
    expect(append(history, { entries: runs[kept] ?? [] })).toMatchObject({ code: 'DISK_FULL' });
    disk.free();
    expect(probe(history)).toBeUndefined();
    expect(append(history, { entries: runs[kept] ?? [] })).toBeUndefined();
    expect(page(history)).toEqual(newest(many.slice(0, 100 * (kept + 1))));
    await history.close();
    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    db.close();
  });

  test('a history that cannot be made says so', async () => {
    using disk = new SmallDisk(1);
    disk.fill();
    const file = path.join(disk.path, 'history.db');
    await expect(openStore(file)).rejects.toMatchObject({ code: 'DISK_FULL' });
    disk.free();
    const history = await openStore(file);
    await history.close();
  });
});

test('damaged pages are said to be damaged, and nothing is written over them', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const first = await openStore(file);
  for (const entries of runs.slice(0, 5)) expect(append(first, { ...groups, entries })).toBeUndefined();
  await first.close();
  copyFileSync(file, `${file}.good`);
  const bytes = readFileSync(file);
  // everything but the schema and the first page of each table
  bytes.fill(0xa5, 24 * 4096);
  writeFileSync(file, bytes);
  const history = await openStore(file);
  expect(page(history)).toMatchObject({ code: 'DATA_DAMAGED' });
  expect(append(history, { entries: runs[5] ?? [] })).toMatchObject({ code: 'DATA_DAMAGED' });
  await history.close();
  copyFileSync(`${file}.good`, file);
  const again = await openStore(file);
  expect(page(again).toString()).toContain(`${a}499`);
  await again.close();
});
