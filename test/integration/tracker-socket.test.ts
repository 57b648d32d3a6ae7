import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { AppError } from '../../common/base/index.ts';
import { webSocketFactory, type TextSocket } from '../../src/tracker-client/index.ts';

type Seen = { readonly what: 'open' | 'heard' | 'text' | 'close'; readonly text?: string; readonly refused?: AppError };

/** A socket of ours, and everything that it tells. */
class Client {
  readonly seen: Seen[] = [];
  readonly socket: TextSocket;
  #wake = (): void => {};

  constructor(url: string) {
    this.socket = webSocketFactory()(url, {
      open: () => this.#add({ what: 'open' }),
      heard: () => this.#add({ what: 'heard' }),
      text: (text) => this.#add({ what: 'text', text }),
      close: (text, refused) => this.#add({ what: 'close', text, ...(refused === undefined ? {} : { refused }) }),
    });
  }

  async until(what: Seen['what']): Promise<Seen> {
    for (;;) {
      const found = this.seen.find((seen) => seen.what === what);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #add(seen: Seen): void {
    this.seen.push(seen);
    this.#wake();
  }
}

const open: { dispose(): void | Promise<unknown> }[] = [];
const client = (url: string): Client => {
  const made = new Client(url);
  open.push(made.socket);
  return made;
};
const server = async (): Promise<{ url: string; peer: Promise<WebSocket> }> => {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(sockets, 'listening');
  open.push({
    dispose: () => {
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) => sockets.close(resolve));
    },
  });
  const peer = once(sockets, 'connection').then(([socket]) => socket as WebSocket);
  return { url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`, peer };
};
const silentServer = async (): Promise<{ url: string; server: Server }> => {
  const sockets = createServer((socket) => socket.on('error', () => {}).resume());
  sockets.listen(0, '127.0.0.1');
  await once(sockets, 'listening');
  open.push({ dispose: () => new Promise((resolve) => sockets.close(resolve)) });
  return { url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`, server: sockets };
};

afterEach(async () => {
  for (const item of open.splice(0)) await item.dispose();
});

it('carries text both ways, without compression', async () => {
  const { url, peer } = await server();
  const ours = client(url);
  await ours.until('open');
  const other = await peer;
  const heard = once(other, 'message');
  expect(ours.socket.send('grüße')).toBe(true);
  expect(String((await heard)[0])).toBe('grüße');
  expect(other.extensions).toBe('');
  other.send('zurück');
  expect(await ours.until('text')).toEqual({ what: 'text', text: 'zurück' });
});

it('hears pings, pongs and binary messages as signs of life only', async () => {
  const { url, peer } = await server();
  const ours = client(url);
  await ours.until('open');
  const other = await peer;
  for (const sign of [
    (): void => other.ping(),
    (): void => other.send(new Uint8Array(9)),
    (): void => ours.socket.ping(),
  ]) {
    ours.seen.length = 0;
    sign();
    await ours.until('heard');
  }
  expect(ours.seen.some(({ what }) => what === 'text')).toBe(false);
});

it('closes once when the other end goes, and says why', async () => {
  const { url, peer } = await server();
  const ours = client(url);
  await ours.until('open');
  (await peer).close(1012);
  expect(await ours.until('close')).toEqual({ what: 'close', text: 'closed with 1012' });
  expect(ours.socket.send('too late')).toBe(true);
});

it('closes when a message is too large', async () => {
  const { url, peer } = await server();
  const ours = client(url);
  await ours.until('open');
  (await peer).send('x'.repeat(1024 * 1024 + 1));
  expect(await ours.until('close')).toMatchObject({ text: expect.stringMatching(/payload/i) as string });
  expect(ours.seen.map(({ what }) => what)).toEqual(['open', 'close']);
});

it('closes when nobody is there', async () => {
  const { url, server: listener } = await silentServer();
  await new Promise((resolve) => listener.close(resolve));
  expect(await client(url).until('close')).toMatchObject({ text: expect.stringContaining('ECONNREFUSED') as string });
});

it('says nothing more once disposed, even while connecting', async () => {
  const { url, peer } = await server();
  const ours = client(url);
  ours.socket.dispose();
  ours.socket.dispose();
  // whoever dialled later is through by now
  await client(url).until('open');
  await peer;
  expect(ours.seen).toEqual([]);
});

it.each(['ws://8.8.8.8:6060', 'ws://[2001:db8::1]:6060', 'http://localhost', ''])(
  'refuses %j without dialling',
  async (url) => {
    expect((await client(url).until('close')).refused).toMatchObject({ code: 'BAD_REQUEST' });
  },
);

it('takes a name without TLS where it leads to this machine', async () => {
  const { url, peer } = await server();
  const ours = client(url.replace('127.0.0.1', 'localhost'));
  await ours.until('open');
  await peer;
});

it('stops taking text when too much waits', async () => {
  const { url, peer } = await server();
  const ours = client(url);
  await ours.until('open');
  (await peer).pause();
  const chunk = 'x'.repeat(256 * 1024);
  let taken = 0;
  while (taken < 200 && ours.socket.send(chunk)) taken++;
  expect(taken).toBeLessThan(200);
});
