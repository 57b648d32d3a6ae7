import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseTrackerAddress, silentLogger } from '../../common/base/index.ts';
import { LocalTracker, type TrackerReach } from '../../src/app/index.ts';

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
const tracker = (reach: TrackerReach = 'loopback'): LocalTracker =>
  new LocalTracker({ program, data, port, reach, logger: silentLogger });

test('starts, is found by the next window, and ends once', async () => {
  expect(await tracker().status()).toBe('stopped');
  expect(await tracker().start()).toEqual({ url: `ws://127.0.0.1:${port}`, reused: false, addresses: [] });
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
  const health = JSON.stringify({ ok: true, id: 'ab'.repeat(32), name: 'Lab' });
  const other = createServer((_, answer) => answer.end(health));
  await listen(other, port);
  await expect(tracker().start()).rejects.toMatchObject({ code: 'PORT_IN_USE', details: { port, tracker: 'Lab' } });
  writeFileSync(path.join(data, 'local-tracker.json'), 'not JSON');
  await expect(tracker().start()).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  expect(await tracker().stop()).toBe(false);
  await closed(other);
});

test('a port taken by a program that is no tracker', async () => {
  const other = createServer((_, answer) => answer.end('hello'));
  await listen(other, port);
  await expect(tracker().start()).rejects.toMatchObject({ code: 'PORT_IN_USE', details: { port } });
  await closed(other);
});

/** How a connection to the port from one of this machine's other addresses ends. */
const knock = (host: string): Promise<'open' | 'refused'> =>
  new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve('open');
    });
    socket.on('error', () => resolve('refused'));
  });

test('for this computer and for the network: what is asked for last holds, for the next window too', async () => {
  expect(await tracker().start()).toMatchObject({ addresses: [] });
  // every address of 127/8 is this computer, and only 127.0.0.1 is listened on
  expect(await knock('127.0.0.2')).toBe('refused');
  const { addresses, reused } = await tracker('all').start();
  expect(reused).toBe(false);
  for (const address of addresses) expect(parseTrackerAddress(address)).toMatchObject({ port, loopback: false });
  expect(await knock('127.0.0.2')).toBe('open');
  expect(await tracker('all').start()).toMatchObject({ reused: true });
  expect(await tracker().start()).toMatchObject({ reused: false });
  expect(await knock('127.0.0.2')).toBe('refused');
});

test('a note of before that does not say for whom is of a tracker for this computer', async () => {
  await tracker().start();
  const file = path.join(data, 'local-tracker.json');
  const { reach: _, ...old } = JSON.parse(readFileSync(file, 'utf8')) as { reach: string };
  writeFileSync(file, JSON.stringify(old));
  expect(await tracker().start()).toMatchObject({ reused: true });
});
