import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { checkCopy } from '../../tracker-server/src/upkeep/check-copy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trackerProgram } from '../support/tracker-program.ts';

it('damage is found in a copy, in a worker, and the copy is taken away', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'tracker.db');
  const worker = trackerProgram;
  const db = new DatabaseSync(file);
  db.exec('create table t (x); create index i on t (x)');
  db.exec(
    `insert into t with recursive n (x) as (select 1 union all select x + 1 from n where x < 2000) select x from n`,
  );
  expect(await checkCopy(db, file, worker)).toBeUndefined();
  db.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0, bytes.length - 4096));
  const damaged = new DatabaseSync(file);
  expect(await checkCopy(damaged, file, worker)).toMatch(/^\S+tracker\.db is damaged \(.+restore a backup/);
  damaged.close();
  expect(readdirSync(folder.path)).toEqual(['tracker.db']);
});
