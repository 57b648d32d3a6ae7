import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../../common/base/index.ts';
import { engineLimits, type SocketNews, type SocketWish } from '../../../common/protocol/chat/index.ts';
import { HostSockets } from '../../../src/app/host-sockets.ts';
import { RemoteSockets } from '../../../src/engine/core/remote-sockets.ts';
import type { SocketEvents, TextSocket } from '../../../src/tracker-client/index.ts';

/** A socket of the host, in the test's hands. */
class Socket implements TextSocket {
  readonly url: string;
  readonly events: SocketEvents;
  readonly sent: string[] = [];
  pings = 0;
  full = false;
  disposed = false;

  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.events = events;
  }
  send(text: string): boolean {
    if (!this.full) this.sent.push(text);
    return !this.full;
  }
  ping(): void {
    this.pings++;
  }
  dispose(): void {
    this.disposed = true;
  }
}

let sockets: Socket[];
/** Between the two: what waits is carried over by `cross`. */
let wishes: [number, SocketWish][];
let news: [number, SocketNews][];
let host: HostSockets;
let remote: RemoteSockets;
let heard: string[];

const cross = (): void => {
  while (wishes.length + news.length > 0) {
    for (const [id, wish] of wishes.splice(0)) host.hear(id, wish);
    for (const [id, one] of news.splice(0)) remote.hear(id, one);
  }
};
const open = (url = 'wss://lab') =>
  remote.open(url, {
    open: () => heard.push('open'),
    text: (text) => heard.push(text),
    heard: () => heard.push('heard'),
    close: (why, refused) => heard.push(`closed: ${why}${refused ? ` ${refused.code}` : ''}`),
  });

beforeEach(() => {
  [sockets, wishes, news, heard] = [[], [], [], []];
  host = new HostSockets(
    (id, one) => news.push([id, one]),
    (url, events) => {
      const socket = new Socket(url, events);
      sockets.push(socket);
      return socket;
    },
  );
  remote = new RemoteSockets((id, wish) => wishes.push([id, wish]));
});

test('a socket is opened by the host; texts, pings and the end cross', () => {
  const socket = open();
  cross();
  const [real] = sockets as [Socket];
  expect(real.url).toBe('wss://lab');
  real.events.open();
  socket.send('hello');
  socket.ping();
  real.events.text('welcome');
  real.events.heard();
  cross();
  expect([real.sent, real.pings, heard]).toEqual([['hello'], 1, ['open', 'welcome', 'heard']]);
  real.events.close('gone', new AppError('BAD_REQUEST', 'no such address'));
  cross();
  expect(heard.at(-1)).toBe('closed: gone BAD_REQUEST');
  socket.send('into the void');
  cross();
  expect(real.sent).toEqual(['hello']);
});

test('one that is let go says nothing more, and the engine’s end takes all', () => {
  const socket = open();
  open();
  cross();
  const [first, second] = sockets as [Socket, Socket];
  socket.dispose();
  first.events.text('late');
  cross();
  expect([first.disposed, second.disposed, heard]).toEqual([true, false, []]);
  host.dispose();
  expect(second.disposed).toBe(true);
});

test('what nobody takes is bounded, in both directions', () => {
  const socket = open();
  cross();
  const text = 'x'.repeat(engineLimits.socketUnsent / 4);
  // the host does not get to it
  for (let i = 0; i < 5; i++) expect(socket.send(text)).toBe(true);
  expect(socket.send(text)).toBe(false);
  cross();
  expect(socket.send(text)).toBe(true);
  cross();
  const [real] = sockets as [Socket];
  real.full = true;
  socket.send('one too many');
  cross();
  expect([real.disposed, heard]).toEqual([true, ['closed: the tracker takes nothing more']]);
  open();
  cross();
  // the engine does not get to it
  for (let i = 0; i < 17; i++) sockets[1]?.events.text(text);
  expect(sockets[1]?.disposed).toBe(true);
  cross();
  expect(heard.at(-1)).toBe('closed: the engine reads nothing more');
});
