import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { History, tryLead } from '../../src/history/index.ts';
import { ana, append, bia, groups, log, nameOf, page, room } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const workerFile = new URL('../../src/history/history-worker.ts', import.meta.url);
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
    const history = await History.open({ workerFile, file });
    const { heads } = await history.load();
    await history.close();
    expect(heads[0]?.prefix).toBeGreaterThanOrEqual(acknowledged);
  }
});

test('a second opener is told LOCKED, and may open after the first', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const first = await History.open({ workerFile, file });
  await expect(History.open({ workerFile, file })).rejects.toMatchObject({ code: 'LOCKED' });
  await first.close();
  const second = await History.open({ workerFile, file });
  await second.close();
});

test('the file of a newer program is left alone', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version=99');
  newer.close();
  await expect(History.open({ workerFile, file })).rejects.toMatchObject({ code: 'VERSION' });
  const after = new DatabaseSync(file);
  expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
  expect(after.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 0 });
  after.close();
});

test('a file of version 1 is copied, then brought up to date with nothing lost', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const entries = log(bia, 'content', [[1], [2, 3]]);
  const writer = await History.open({ workerFile, file });
  expect(await append(writer, { ...groups, entries, seen: [{ room, device: bia.certificate.device, seen: 1 }] })).toBe(
    undefined,
  );
  await writer.close();
  const old = new DatabaseSync(file);
  old.exec('DROP INDEX entry_mention; ALTER TABLE entry DROP COLUMN mention; PRAGMA user_version=1');
  old.close();

  const history = await History.open({ workerFile, file });
  expect((await page(history)).toString()).toBe(entries.map(nameOf).toString());
  expect(await history.load()).toMatchObject({ seen: [{ seen: 1 }], mentions: [] });
  const [next] = log(ana, 'content', [[4]]).map((stored) => ({ ...stored, mention: true }));
  expect(await append(history, { entries: next === undefined ? [] : [next] })).toBeUndefined();
  expect((await history.load()).mentions).toMatchObject([{ room, device: ana.certificate.device, seq: 0 }]);
  await history.close();

  const copy = new DatabaseSync(`${file}.before-2`, { readOnly: true });
  expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
  expect(copy.prepare('SELECT id FROM entry ORDER BY seq').all()).toEqual(entries.map(({ entry: { id } }) => ({ id })));
  copy.close();
});

test('a worker that dies fails every call, later ones too, and never at once', { timeout: 60_000 }, async () => {
  const code = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => process.exit(1));
    parentPort.postMessage({ id: 0 });`;
  const dying = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const history = await History.open({ workerFile: dying, file: 'none' });
  const answers = await Promise.all([append(history, {}), append(history, {})]);
  expect(answers).toMatchObject([{ code: 'INTERNAL' }, { code: 'INTERNAL' }]);
  let answered = false;
  const later = new Promise((resolve) => {
    history.append({}, (error) => {
      answered = true;
      resolve(error);
    });
  });
  expect(answered).toBe(false);
  expect(await later).toMatchObject({ code: 'INTERNAL' });
  await history.close();
});

test('one leads at a time', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'leader.db');
  const first = tryLead(file);
  expect(first).toBeDefined();
  expect(tryLead(file)).toBeUndefined();
  first?.release();
  const second = tryLead(file);
  expect(second).toBeDefined();
  second?.release();
});
