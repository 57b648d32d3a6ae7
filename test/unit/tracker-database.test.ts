import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../tracker-server/src/database/migrations.ts';
import { closeDatabase, openDatabase } from '../../tracker-server/src/database/open-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const next = [
  ...migrations,
  async (db: Parameters<(typeof migrations)[0]>[0]) => {
    await sql`create table later (x)`.execute(db);
  },
];

describe('openDatabase', () => {
  it('moves forward, with a copy of the file before the step', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    await closeDatabase(await openDatabase(file));
    expect(await readdir(folder.path)).toEqual(['tracker.db']);
    await closeDatabase(await openDatabase(file, next));
    expect(await readdir(folder.path)).toEqual(['tracker.db', `tracker.db.v${migrations.length}.bak`]);
    await closeDatabase(await openDatabase(file, next));
  });

  it('leaves a file of a newer version as it is', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    await closeDatabase(await openDatabase(file, next));
    const before = await readFile(file);
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'NEWER_DATA' });
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('leaves nothing of a step that fails', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    await closeDatabase(await openDatabase(file));
    const failing = [...next, () => Promise.reject(new Error('no'))];
    await expect(openDatabase(file, failing)).rejects.toThrow('no');
    // the step before it holds
    await closeDatabase(await openDatabase(file, next));
  });

  it('is for one tracker alone', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    const db = await openDatabase(file);
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'LOCKED' });
    await closeDatabase(db);
  });
});
