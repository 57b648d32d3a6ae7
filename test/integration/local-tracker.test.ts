import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../common/base/index.ts';
import { LocalTracker } from '../../src/app/index.ts';

const program = path.resolve(import.meta.dirname, '../../dist/tracker.js');
let data: string;
let port: number;

const listen = (server: Server, at: number): Promise<number> =>
  new Promise((resolve) => {
    server.listen(at, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

beforeEach(async () => {
  if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first`);
  data = mkdtempSync(path.join(tmpdir(), 'p2pchat-local-'));
  const server = createServer();
  port = await listen(server, 0);
  await closed(server);
});
afterEach(async () => {
  await tracker().stop();
  rmSync(data, { recursive: true, force: true });
});

/** As another window would have it. */
const tracker = (): LocalTracker => new LocalTracker({ program, data, port, logger: silentLogger });

test('starts, is found by the next window, and ends once', async () => {
  expect(await tracker().status()).toBe('stopped');
  expect(await tracker().start()).toEqual({ url: `ws://127.0.0.1:${port}`, reused: false });
  expect(await tracker().start()).toMatchObject({ reused: true });
  expect(await tracker().status()).toBe('running');
  expect(await tracker().stop()).toBe(true);
  expect(await tracker().stop()).toBe(false);
  expect(await tracker().status()).toBe('stopped');
});

test('a window that died before the tracker answered leaves it findable', async () => {
  await tracker().start();
  const file = path.join(data, 'local-tracker.json');
  const note = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...note, id: '' }));
  expect(await tracker().start()).toMatchObject({ reused: true });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(note);
});

test('somebody else on the port is no tracker of ours', async () => {
  const other = createServer((_, answer) => answer.end('{"ok":true,"id":"' + 'ab'.repeat(32) + '"}'));
  await listen(other, port);
  await expect(tracker().start()).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  writeFileSync(path.join(data, 'local-tracker.json'), 'not JSON');
  await expect(tracker().start()).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  expect(await tracker().stop()).toBe(false);
  await closed(other);
});

test('a port taken by a program that is no tracker', async () => {
  const other = createServer((_, answer) => answer.end('hello'));
  await listen(other, port);
  await expect(tracker().start()).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  await closed(other);
});
