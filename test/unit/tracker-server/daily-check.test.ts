import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { checkCopy } from '../../../tracker-server/src/upkeep/check-copy.ts';
import { DailyCheck } from '../../../tracker-server/src/upkeep/daily-check.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const day = 86_400_000;

describe('the daily look through the database', () => {
  it('says what is wrong, and goes on every day', async () => {
    const clock = new ManualClock();
    const [said, found]: [string[], boolean[]] = [[], []];
    const results: (string | undefined | Error)[] = [undefined, 'tracker.db is damaged', new Error('full'), undefined];
    const check = new DailyCheck({
      clock,
      logger: { log: (level, text) => said.push(`${level} ${text}`) },
      look: async () => {
        const result = results.shift();
        if (result instanceof Error) throw result;
        return result;
      },
      found: (sound) => found.push(sound),
    });
    clock.advance(day - 1);
    await check.settled();
    expect(found).toEqual([]);
    clock.advance(1);
    for (let i = 0; i < 4; i++) {
      await check.settled();
      clock.advance(day);
    }
    expect(found).toEqual([true, false, true]);
    expect(said).toEqual(['error tracker.db is damaged', 'warn the database was not looked through: full']);
    check.dispose();
    await check.settled();
    expect(clock.waiting).toBe(0);
  });

  it('finds damage in a copy, in a worker, and takes the copy away', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'tracker.db');
    const worker = join(import.meta.dirname, '../../../tracker-server/src/main.ts');
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
});
