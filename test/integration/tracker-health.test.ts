import { createServer as createWebServer, type Server as WebServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, test } from 'vitest';
import { parseTrackerAddress, toBase64url, type TrackerAddress } from '../../common/base/index.ts';
import { askHealth, healthLimits } from '../../src/tracker-client/index.ts';
import { encodeAddressRecord } from '../../common/log/index.ts';
import { newListenerCertificate } from '../../src/peer/node/certificate.ts';
import { nodeClock } from '../../tracker-server/src/node-clock.ts';
import { startTracker } from '../../tracker-server/src/tracker-service.ts';
import { testPerson } from '../support/people.ts';
import { SmallDisk, smallDisks } from '../support/small-disk.ts';
import { TestTracker } from '../support/tracker-fixture.ts';

const address = (text: string): TrackerAddress => {
  const parsed = parseTrackerAddress(text);
  if (typeof parsed === 'string') throw new Error(`${text}: ${parsed}`);
  return parsed;
};

/** Listens on a free port; what is connected ends with it. */
const listening = async (server: Server | WebServer): Promise<AsyncDisposable & { readonly port: number }> => {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

const web = (answer: string, status = 200, headers: Record<string, string> = {}) =>
  listening(createWebServer((_, response) => response.writeHead(status, headers).end(answer)));

test('a tracker, with its name', async () => {
  await using tracker = await TestTracker.start({ name: 'Lab 3' });
  const { id, port } = tracker.running;
  expect(await askHealth(address(`127.0.0.1:${port}`))).toEqual({ kind: 'tracker', tracker: { id, name: 'Lab 3' } });
  expect(await askHealth(address(`wss://127.0.0.1:${port}`))).toEqual({ kind: 'plain' });
});

/** Whoever asks through it asks by this name. */
const behindName = async (port: number, name: string): ReturnType<typeof listening> =>
  listening(
    createServer((socket) => {
      const on = connect(port, '127.0.0.1');
      socket.on('error', () => on.destroy()).on('close', () => on.destroy());
      on.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      socket.on('data', (bytes) =>
        on.write(bytes.toString('latin1').replace(/^host: .*$/im, `Host: ${name}`), 'latin1'),
      );
      on.pipe(socket);
    }),
  );

test.each([
  ['evil.example', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['', false],
  ['chat.example.org', true],
  ['CHAT.example.org:8443', true],
  ['localhost:6060', true],
  ['127.0.0.1', true],
  ['[::1]:6060', true],
])(
  'asked by the name "%s" a tracker says who it is, or not: a web page may have led its own name there',
  async (name, says) => {
    await using tracker = await TestTracker.start({ name: 'Lab 3', publicUrl: 'wss://chat.example.org' });
    await using named = await behindName(tracker.running.port, name);
    const told = await (await fetch(`http://127.0.0.1:${named.port}/healthz`)).text();
    expect(JSON.parse(told)).toMatchObject({ ok: true });
    expect([told.includes(tracker.running.id), told.includes('Lab 3')]).toEqual([says, says]);
    // what connects as no web page can learns it all the same
    const { id } = tracker.running;
    expect(await askHealth(address(`127.0.0.1:${named.port}`))).toEqual({
      kind: 'tracker',
      tracker: { id, name: 'Lab 3' },
    });
  },
);

const readyz = async ({ running }: TestTracker): Promise<unknown> => {
  const answer = await fetch(`http://127.0.0.1:${running.port}/readyz`);
  return { status: answer.status, body: await answer.json() };
};

test('says that it is ready, and that its clock is not that of those who come', async () => {
  await using right = await TestTracker.start();
  expect(await readyz(right)).toEqual({ status: 200, body: { ok: true } });
  await using wrong = await TestTracker.start({ clock: { ...nodeClock, wall: () => nodeClock.wall() + 172_800_000 } });
  for (const n of [1, 2, 3]) {
    const device = testPerson(n, `P${n}`).device(1);
    const client = await wrong.registered(device);
    const made = nodeClock.wall();
    const fields = { device: device.certificate.device, made, expires: made + 1000, addresses: [] };
    const record = toBase64url(encodeAddressRecord(fields, device.crypto.sign));
    expect(await client.request('ANNOUNCE', { record })).toMatchObject({ status: 'OK' });
  }
  expect(await readyz(wrong)).toEqual({ status: 503, body: { ok: false, why: ['clock'] } });
  // it is alive all the same
  expect((await fetch(`http://127.0.0.1:${wrong.running.port}/healthz`)).status).toBe(200);
});

test.runIf(smallDisks())('says that its disk is nearly full', async () => {
  using disk = new SmallDisk(80);
  const tracker = await startTracker({ data: disk.path });
  try {
    const ask = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${tracker.port}/readyz`)).json();
    expect(await ask()).toEqual({ ok: true });
    disk.fill(60 * 1024 * 1024);
    expect(await ask()).toEqual({ ok: false, why: ['disk'] });
    disk.free();
    expect(await ask()).toEqual({ ok: true });
  } finally {
    await tracker.close();
  }
});

const id = 'ab'.repeat(32);
test.each([
  ['a folder', '<h1>Directory listing</h1>'],
  ['another health', '{"ok":true}'],
  ['a name that nobody may have', JSON.stringify({ ok: true, id, name: '**bold**\nline' })],
  ['no name', JSON.stringify({ ok: true, id })],
  ['an id that is none', JSON.stringify({ ok: true, id: 'ab', name: 'Lab' })],
  ['not well', JSON.stringify({ ok: false, id, name: 'Lab' })],
  ['more than a tracker says', `${JSON.stringify({ ok: true, id, name: 'Lab' })}${' '.repeat(healthLimits.body)}`],
])('a web server that answers with %s is no tracker', async (_, body) => {
  await using server = await web(body);
  expect(await askHealth(address(`127.0.0.1:${server.port}`))).toEqual({ kind: 'web' });
});

test('nor is one that says so with another status', async () => {
  await using server = await web(JSON.stringify({ ok: true, id, name: 'Lab' }), 500);
  expect(await askHealth(address(`127.0.0.1:${server.port}`))).toEqual({ kind: 'web' });
});

test('what a web server calls itself is told, if that is plain text', async () => {
  await using python = await web('hello', 404, { server: 'SimpleHTTP/0.6 Python/3.11.2' });
  const told = await askHealth(address(`127.0.0.1:${python.port}`));
  expect(told).toEqual({ kind: 'web', server: 'SimpleHTTP/0.6 Python/3.11.2' });
  await using hostile = await web('hello', 200, { server: '[click](command:evil)' });
  expect(await askHealth(address(`127.0.0.1:${hostile.port}`))).toEqual({ kind: 'web' });
});

test('a body without end is not waited for', async () => {
  const server = createWebServer((_, response) => {
    const more = (): void => {
      while (response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  });
  await using endless = await listening(server);
  expect(await askHealth(address(`127.0.0.1:${endless.port}`))).toEqual({ kind: 'web' });
});

test('a program that is no web server', async () => {
  await using server = await listening(
    createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.6\r\n')),
  );
  expect(await askHealth(address(`127.0.0.1:${server.port}`))).toEqual({ kind: 'other' });
});

test('a tracker with TLS, asked without', async () => {
  const server = createTlsServer({ ...newListenerCertificate() }, (socket) => socket.end());
  server.on('tlsClientError', () => {});
  await using secure = await listening(server);
  expect(await askHealth(address(`127.0.0.1:${secure.port}`))).toEqual({ kind: 'secure' });
  expect(await askHealth(address(`wss://127.0.0.1:${secure.port}`))).toEqual({ kind: 'certificate' });
});

test('nothing', async () => {
  const { port } = await (async () => {
    await using gone = await listening(createServer());
    return { port: gone.port };
  })();
  expect(await askHealth(address(`127.0.0.1:${port}`))).toEqual({ kind: 'refused' });
});
