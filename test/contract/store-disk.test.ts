import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { History, tryLead } from '../../src/store/index.ts';
import { append } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const workerFile = new URL('../../src/store/history-worker.ts', import.meta.url);
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

test('a disk that hangs keeps nobody from closing', { timeout: 60_000 }, async () => {
  const code = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => {});
    parentPort.postMessage({ id: 0 });`;
  const hanging = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const history = await History.open({ workerFile: hanging, file: 'none' });
  const answer = append(history, {});
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const closed = history.close();
  vi.advanceTimersByTime(4000);
  await closed;
  vi.useRealTimers();
  expect(await answer).toMatchObject({ code: 'INTERNAL' });
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
