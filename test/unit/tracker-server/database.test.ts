import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../tracker-server/src/database/migrations.ts';
import { closeDatabase, openDatabase } from '../../../tracker-server/src/database/open-database.ts';
import { userRepository } from '../../../tracker-server/src/repositories/user-repository.ts';
import { diskError } from '../../../common/base/index.ts';
import { asHex, type IdentityKey } from '../../../common/model/index.ts';
import { SmallDisk, smallDisks } from '../../support/small-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

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
    await closeDatabase((await openDatabase(file)).queries);
    expect(await readdir(folder.path)).toEqual(['tracker.db']);
    await closeDatabase((await openDatabase(file, { steps: next })).queries);
    expect(await readdir(folder.path)).toEqual(['tracker.db', `tracker.db.v${migrations.length}.bak`]);
    await closeDatabase((await openDatabase(file, { steps: next })).queries);
  });

  it('leaves a file of a newer version as it is', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    await closeDatabase((await openDatabase(file, { steps: next })).queries);
    const before = await readFile(file);
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'NEWER_DATA' });
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('leaves nothing of a step that fails', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    await closeDatabase((await openDatabase(file)).queries);
    const failing = [...next, () => Promise.reject(new Error('no'))];
    await expect(openDatabase(file, { steps: failing })).rejects.toThrow('no');
    // the step before it holds
    await closeDatabase((await openDatabase(file, { steps: next })).queries);
  });

  it('is for one tracker alone', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    const { queries: db } = await openDatabase(file);
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'LOCKED' });
    await closeDatabase(db);
  });

  it.runIf(smallDisks())(
    'says that the disk is full, keeps nothing by halves, and goes on once there is space',
    async () => {
      using disk = new SmallDisk(4);
      const { queries: db } = await openDatabase(join(disk.path, 'tracker.db'));
      const users = userRepository(db);
      const create = (digit: string): Promise<unknown> => {
        const hex = digit.repeat(64);
        const vault = { v: 1, salt: 's', iv: 'i', ct: 'c'.repeat(10_000) } as const;
        const name = { username: digit, nameRecord: Uint8Array.of(1), fold: digit };
        const account = { identity: asHex<IdentityKey>(hex), ...name, record: 'r', vault };
        return users.create(account, { device: asHex(hex), certificate: Uint8Array.of(1) }, 1);
      };
      expect(await create('a')).toBe('ok');
      disk.fill();
      const thrown: unknown = await create('b').catch((error: unknown) => error);
      expect(diskError(thrown)).toMatchObject({ code: 'DISK_FULL' });
      expect(await users.byFold('a')).toBeDefined();
      expect(await users.byFold('b')).toBeUndefined();
      disk.free();
      expect(await create('b')).toBe('ok');
      await closeDatabase(db);
    },
  );
});
