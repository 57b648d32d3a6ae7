import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askTracker } from '../../tracker-server/src/admin/admin-client.ts';
import { adminSocketPath } from '../../tracker-server/src/admin/socket-path.ts';
import { restoreBackup } from '../../tracker-server/src/backup/restore-backup.ts';
import { verifyBackup } from '../../tracker-server/src/backup/verify-backup.ts';
import { testPerson } from '../support/people.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { RawClient } from '../support/tracker-client-raw.ts';
import { password } from '../support/tracker-fixture.ts';
import { ServingTracker, trackerEnds } from '../support/tracker-program.ts';

const ana = testPerson(1, 'Ana').device(1);

/** What a command answers a program; it must succeed. */
const command = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { code, sentence, output } = await trackerEnds(...args, '--json');
  expect({ code, sentence }).toEqual({ code: 0, sentence: '' });
  return JSON.parse(output) as Record<string, unknown>;
};

const refused = async (...args: string[]): Promise<string> => {
  const { code, sentence, output } = await trackerEnds(...args);
  expect({ code, output }).toEqual({ code: 1, output: '' });
  return sentence.trimEnd();
};

const register = async (tracker: ServingTracker): Promise<void> => {
  await using client = await RawClient.connect(tracker.url);
  expect(await client.register(ana, password)).toMatchObject({ status: 'OK' });
};

describe('a backup', () => {
  it('is made while the tracker serves, is whole, and brings everybody back', async () => {
    await using folder = await temporaryFolder();
    const [data, file, other] = ['data', 'one.tar', 'other'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    await using tracker = await ServingTracker.start('--data', data);
    await register(tracker);
    expect(await command('status', '--data', data)).toMatchObject({
      running: true,
      id: tracker.id,
      url: tracker.url,
      accounts: 1,
      rooms: 0,
      sessions: 0,
      people: 0,
    });
    const made = { tracker: tracker.id, version: 2 };
    expect(await command('backup', file, '--data', data)).toMatchObject({ file, ...made });
    // whoever asks twice does not lose the first
    expect(await refused('backup', file, '--data', data)).toBe(`${file} is there already`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder.path)).toSorted()).toEqual(['data', 'one.tar']);
    expect(await command('verify', file)).toMatchObject(made);
    expect((await stat(join(data, 'admin.sock'))).mode & 0o777).toBe(0o600);
    expect(await tracker.end('SIGTERM')).toBe(0);
    expect((await readdir(data)).toSorted()).toEqual(['opaque.setup', 'tracker.db']);

    expect(await command('restore', file, '--data', other)).toMatchObject({ data: other, ...made });
    await using again = await ServingTracker.start('--data', other);
    expect(again.id).toBe(tracker.id);
    await using client = await RawClient.connect(again.url);
    expect(await client.auth(ana)).toMatchObject({ status: 'OK' });
  });

  it('is made of a tracker that does not run, and a killed one leaves nothing in the way', async () => {
    await using folder = await temporaryFolder();
    const [data, file] = [join(folder.path, 'data'), join(folder.path, 'one.tar')];
    await using tracker = await ServingTracker.start('--data', data);
    await register(tracker);
    await tracker.end('SIGKILL');
    expect(await readdir(data)).toContain('admin.sock');
    expect(await command('status', '--data', data)).toEqual({ running: false, id: tracker.id, accounts: 1, rooms: 0 });
    await command('backup', file, '--data', data);
    expect(await command('verify', file)).toMatchObject({ tracker: tracker.id });
    await using again = await ServingTracker.start('--data', data);
    expect(await command('status', '--data', data)).toMatchObject({ running: true, accounts: 1 });
    expect(again.id).toBe(tracker.id);
  });

  it('is a tar file like any other', async () => {
    await using folder = await temporaryFolder();
    const [data, file] = [join(folder.path, 'data'), join(folder.path, 'one.tar')];
    await using tracker = await ServingTracker.start('--data', data);
    await tracker.end('SIGTERM');
    await command('backup', file, '--data', data);
    const out = join(folder.path, 'out');
    await mkdir(out);
    execFileSync('tar', ['-xf', file, '-C', out]);
    expect((await readdir(out)).toSorted()).toEqual(['manifest.json', 'opaque.setup', 'tracker.db']);
    expect((await readFile(join(out, 'opaque.setup'))).equals(await readFile(join(data, 'opaque.setup')))).toBe(true);
    // nor does it matter which program packed it
    const packed = join(folder.path, 'packed.tar');
    execFileSync('tar', ['--format=ustar', '-cf', packed, '-C', out, 'manifest.json', 'opaque.setup', 'tracker.db']);
    expect(await command('verify', packed)).toMatchObject({ tracker: tracker.id });
  });

  it('that is damaged, cut, foreign or none is refused, and nothing is restored', async () => {
    await using folder = await temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    await using tracker = await ServingTracker.start('--data', at('data'));
    await register(tracker);
    await tracker.end('SIGTERM');
    await command('backup', at('good.tar'), '--data', at('data'));
    const good = await readFile(at('good.tar'));
    const bad = async (name: string, bytes: Buffer, why: RegExp): Promise<void> => {
      await writeFile(at(name), bytes);
      await expect(verifyBackup(at(name))).rejects.toThrow(why);
      await expect(restoreBackup(at(name), at('target'), 1)).rejects.toThrow(why);
      expect(await readdir(at('target'))).toEqual([]);
    };
    const flip = (where: number): Buffer => {
      const bytes = Buffer.from(good);
      bytes[where] = (bytes[where] ?? 0) ^ 1;
      return bytes;
    };
    await bad('cut.tar', good.subarray(0, good.length - 5000), /only a part of one/);
    await bad('half.tar', good.subarray(0, 2048), /only a part of one/);
    await bad('empty.tar', Buffer.alloc(0), /no backup of a tracker/);
    await bad('none.tar', Buffer.alloc(20_000, 'no backup '), /no backup of a tracker/);
    await bad('flipped.tar', flip(good.length - 3000), /tracker\.db is not what was backed up/);
    await bad('setup.tar', flip(512 * 3 + 40), /opaque\.setup is not what was backed up/);
    expect(await refused('verify', at('cut.tar'))).toContain('only a part of one');
    expect(await refused('verify', at('gone.tar'))).toContain('gone.tar');
  });

  it('is restored into an empty folder only, also after a restore that was killed', async () => {
    await using folder = await temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    await using tracker = await ServingTracker.start('--data', at('data'));
    await tracker.end('SIGTERM');
    await command('backup', at('good.tar'), '--data', at('data'));
    expect(await refused('restore', at('good.tar'), '--data', at('data'))).toContain('is not empty');
    await mkdir(at('target/restoring'), { recursive: true });
    await copyFile(at('good.tar'), at('target/restoring/tracker.db'));
    await command('restore', at('good.tar'), '--data', at('target'));
    expect((await readdir(at('target'))).toSorted()).toEqual(['opaque.setup', 'tracker.db']);
  });

  it('cannot be made of a tracker whose data is not whole', async () => {
    await using folder = await temporaryFolder();
    const data = join(folder.path, 'data');
    await using tracker = await ServingTracker.start('--data', data);
    await tracker.end('SIGTERM');
    await truncate(join(data, 'tracker.db'), 0);
    expect(await refused('backup', join(folder.path, 'x.tar'), '--data', data)).toContain(
      'tracker.db is missing or empty',
    );
    expect(await refused('status', '--data', data)).toContain('tracker.db is missing or empty');
  });
});

it('a backup while people register is whole, twenty times', async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  await using tracker = await ServingTracker.start('--data', data, '--limits', 'off');
  let registered = 0;
  const done = new AbortController();
  const write = async (): Promise<void> => {
    for (let n = 2; !done.signal.aborted; n++) {
      await using client = await RawClient.connect(tracker.url);
      const reply = await client.register(testPerson(n, `P${n}`).device(1), password);
      if (reply.status === 'OK') registered++;
    }
  };
  const writing = write();
  const files = Array.from({ length: 20 }, (_, i) => join(folder.path, `${i}.tar`));
  try {
    for (const file of files) await askTracker(adminSocketPath(data), { command: 'backup', file });
  } finally {
    done.abort();
    await writing;
  }
  expect(registered).toBeGreaterThan(0);
  for (const file of files) expect(await verifyBackup(file)).toMatchObject({ tracker: tracker.id });
});
