import { chmodSync, readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { keepPrivate, tryAcquire } from '../../src/store/index.ts';
import { ana, openStore } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const modesIn = (folder: string): Record<string, number> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mode & 0o777]));

test.runIf(process.platform !== 'win32')('what the store and the lock write is for its owner alone', async () => {
  await using folder = await temporaryFolder();
  chmodSync(folder.path, 0o755);
  keepPrivate(folder.path, 'folder');
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  const lock = tryAcquire(path.join(folder.path, 'leader.db'));
  const store = await openStore(path.join(folder.path, 'history.db'));
  store.write({ certificates: [ana.certificate.bytes] });
  const modes = modesIn(folder.path);
  expect(Object.keys(modes)).toEqual(expect.arrayContaining(['history.db', 'history.db-wal', 'leader.db']));
  expect(new Set(Object.values(modes))).toEqual(new Set([0o600]));
  await store.close();
  lock?.release();
});
