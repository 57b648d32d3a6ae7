import { copyFile, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testPerson } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { RawClient } from '../support/tracker-client-raw.ts';
import { password } from '../support/tracker-fixture.ts';
import { ServingTracker, trackerEnds } from '../support/tracker-program.ts';

const ana = testPerson(1, 'Ana').device(1);

/** The folder of a tracker at which Ana has registered; it has ended. */
const usedFolder = async (path: string): Promise<{ id: string; database: string; setup: string }> => {
  await using tracker = await ServingTracker.start('--data', path);
  await using client = await RawClient.connect(tracker.url);
  expect(await client.register(ana, password)).toMatchObject({ status: 'OK' });
  expect(await tracker.end('SIGTERM')).toBe(0);
  return { id: tracker.id, database: join(path, 'tracker.db'), setup: join(path, 'opaque.setup') };
};

const refusal = async (path: string, ...args: string[]): Promise<string> => {
  const { code, sentence, output } = await trackerEnds('--port', '0', '--data', path, ...args);
  expect({ code, output }).toEqual({ code: 1, output: '' });
  // one sentence, for whoever reads the log of a service
  expect(sentence.trimEnd()).not.toContain('\n');
  return sentence.trimEnd();
};

const knowsAna = async (path: string): Promise<boolean> => {
  await using tracker = await ServingTracker.start('--data', path);
  await using client = await RawClient.connect(tracker.url);
  return (await client.auth(ana)).status === 'OK';
};

describe('a tracker whose data is not whole does not start, and says what to do', () => {
  it('the database is gone or empty, unless a new one is asked for', async () => {
    await using folder = await temporaryFolder();
    const { id, database } = await usedFolder(folder.path);
    await rm(database);
    const remedy = 'restore a backup, or start with --new-database.';
    expect(await refusal(folder.path)).toBe(`${database} is missing: ${remedy}`);
    await writeFile(database, '');
    expect(await refusal(folder.path)).toBe(`${database} is empty: ${remedy}`);
    // nothing was made of it
    expect((await stat(database)).size).toBe(0);
    await using tracker = await ServingTracker.start('--data', folder.path, '--new-database');
    expect(tracker.id).toBe(id);
  });

  it('a new database is made only where there is none', async () => {
    await using folder = await temporaryFolder();
    const { database } = await usedFolder(folder.path);
    await using tracker = await ServingTracker.start('--data', folder.path, '--new-database');
    expect(await tracker.end('SIGTERM')).toBe(0);
    expect(await knowsAna(folder.path)).toBe(true);
    await truncate(database, 5000);
    expect(await refusal(folder.path, '--new-database')).toContain(`${database} is damaged`);
  });

  it('the setup is of another tracker', async () => {
    await using folder = await temporaryFolder();
    await using other = await temporaryFolder();
    const [mine, foreign] = [await usedFolder(folder.path), await usedFolder(other.path)];
    const kept = await readFile(mine.setup);
    await copyFile(foreign.setup, mine.setup);
    expect(await refusal(folder.path)).toBe(
      `${mine.database} is of tracker ${mine.id}, ${mine.setup} of tracker ${foreign.id}: restore a backup that holds both.`,
    );
    await writeFile(mine.setup, kept);
    expect(await knowsAna(folder.path)).toBe(true);
  });

  it('the setup is gone, empty or damaged', async () => {
    await using folder = await temporaryFolder();
    const { database, setup } = await usedFolder(folder.path);
    const lost = 'without it no password of this tracker works. Restore a backup that holds both halves.';
    await rename(setup, `${setup}.kept`);
    expect(await refusal(folder.path)).toBe(`${setup} is missing: ${lost}`);
    // nor is one made where the database went with it for a while
    expect(await readdir(folder.path)).not.toContain('opaque.setup');
    for (const [content, how] of [
      ['', 'empty'],
      ['x'.repeat(171), 'damaged'],
      ['A'.repeat(100), 'damaged'],
    ] as const) {
      await writeFile(setup, content);
      expect(await refusal(folder.path)).toBe(`${setup} is ${how}: ${lost}`);
    }
    expect((await stat(database)).size).toBeGreaterThan(0);
    // copied by a shell that writes another encoding, it is whole
    await writeFile(setup, `\ufeff${await readFile(`${setup}.kept`, 'utf8')}\r\n`, 'utf16le');
    expect(await knowsAna(folder.path)).toBe(true);
  });

  it('the database is damaged', async () => {
    await using folder = await temporaryFolder();
    const { database } = await usedFolder(folder.path);
    const good = await readFile(database);
    const damages: readonly ((bytes: Buffer) => Buffer)[] = [
      (bytes) => bytes.fill(0, 0, 100),
      (bytes) => bytes.fill(0, 8192, 16_384),
      (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)),
      (bytes) => Buffer.alloc(bytes.length, 'no database '),
    ];
    for (const damage of damages) {
      const bad = damage(Buffer.from(good));
      await writeFile(database, bad);
      expect(await refusal(folder.path)).toMatch(
        /^\S+tracker\.db is damaged \(.+\): restore a backup; rooms come back from the editors\.$/,
      );
    }
    await writeFile(database, good);
    expect(await knowsAna(folder.path)).toBe(true);
  });
});

it('a first start that was killed before its end goes on', async () => {
  await using folder = await temporaryFolder();
  const { id, database, setup } = await usedFolder(folder.path);
  // before the last step, after the first, and in the middle of the first
  await rename(setup, `${setup}.new`);
  await using again = await ServingTracker.start('--data', folder.path);
  expect(again.id).toBe(id);
  await again.end('SIGTERM');
  await rename(setup, `${setup}.new`);
  await rm(database);
  await using anew = await ServingTracker.start('--data', folder.path);
  expect(anew.id).toBe(id);
  await anew.end('SIGTERM');
  await rm(database);
  await rm(setup);
  await writeFile(`${setup}.new`, 'AAAA');
  await using first = await ServingTracker.start('--data', folder.path);
  expect(first.id).not.toBe(id);
  await first.end('SIGTERM');
  expect((await readdir(folder.path)).toSorted()).toEqual(['opaque.setup', 'tracker.db']);
});
