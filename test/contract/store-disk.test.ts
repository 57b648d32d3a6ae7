import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import type { StoredEntry } from '../../common/model/index.ts';
import { tryAcquire } from '../../src/store/index.ts';
import { ana, append, groups, log, nameOf, openStore, page } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const program = path.join(import.meta.dirname, '../support/appending-program.ts');

/** Lets the program append until `count` more entries are acknowledged, kills it, and returns the last acknowledgement. */
const appendAndKill = async (file: string, count: number): Promise<number> => {
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let seen = 0;
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (++seen === count) child.kill('SIGKILL');
  }
  await closed;
  expect(seen).toBeGreaterThanOrEqual(count);
  return acknowledged;
};

test('whatever was acknowledged outlives kill -9', { timeout: 120_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  for (const count of [1, 2, 5, 20, 60]) {
    const acknowledged = await appendAndKill(file, count);
    const history = await openStore(file);
    const { heads } = history.load();
    await history.close();
    expect(heads[0]?.prefix).toBeGreaterThanOrEqual(acknowledged);
  }
});

test('a second opener is told LOCKED, and may open after the first', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const first = await openStore(file);
  await expect(openStore(file)).rejects.toMatchObject({ code: 'LOCKED' });
  await first.close();
  const second = await openStore(file);
  await second.close();
});

/** A disk whose syncs a test ends by hand. */
const manualSync = (): {
  readonly sync: (fd: number, done: (error: unknown) => void) => void;
  readonly end: (error?: unknown) => void;
} => {
  const waiting: ((error: unknown) => void)[] = [];
  return { sync: (_, done) => void waiting.push(done), end: (error) => waiting.shift()?.(error) };
};

test(
  'a commit is read at once, and durable when a sync that began after it has ended',
  { timeout: 60_000 },
  async () => {
    await using folder = await temporaryFolder();
    const { sync, end } = manualSync();
    const store = await openStore(path.join(folder.path, 'history.db'), sync);
    const heard: unknown[] = [];
    store.onDurable((position) => heard.push(position));
    const [one, two, three] = log(ana, 'content', [[1], [2], [3]]) as [StoredEntry, StoredEntry, StoredEntry];
    expect(store.write({ ...groups, entries: [one] })).toBe(1);
    expect(page(store)).toEqual([nameOf(one)]);
    store.write({ entries: [two] });
    store.write({ entries: [three] });
    expect(heard).toEqual([]);
    end();
    expect(heard).toEqual([1]);
    end();
    expect(heard).toEqual([1, 3]);
    await store.close();
  },
);

test('a sync that fails is the last word: nothing more is written', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const { sync, end } = manualSync();
  const store = await openStore(path.join(folder.path, 'history.db'), sync);
  const heard: unknown[] = [];
  store.onDurable((position) => heard.push(position));
  append(store, groups);
  end(Object.assign(new Error('EIO'), { code: 'EIO' }));
  expect(heard).toMatchObject([{ code: 'DISK_ERROR' }]);
  expect(append(store, groups)).toMatchObject({ code: 'DISK_ERROR' });
  await store.close();
});

test('a disk that hangs keeps nobody from closing, and the lock with it', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const { sync, end } = manualSync();
  const store = await openStore(file, sync);
  append(store, groups);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const closed = store.close();
  await vi.advanceTimersByTimeAsync(6000);
  await closed;
  vi.useRealTimers();
  await expect(openStore(file)).rejects.toMatchObject({ code: 'LOCKED' });
  end();
  // the lock goes once the disk has answered
  await until(
    () =>
      openStore(file).then(
        (again) => again.close().then(() => true),
        () => false,
      ),
    'the lock',
  );
});

test('one leads at a time', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'leader.db');
  const first = tryAcquire(file);
  expect(first).toBeDefined();
  expect(tryAcquire(file)).toBeUndefined();
  first?.release();
  const second = tryAcquire(file);
  expect(second).toBeDefined();
  second?.release();
});
