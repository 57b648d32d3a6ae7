import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const here = '127.0.0.1';

/** A proxy as offices have one. It alone knows where names lead: all of them to this machine. */
export class HttpProxy implements AsyncDisposable {
  /** What it was asked for: `CONNECT name:port` for a tunnel, `GET name:port` for a request that it passes on, `UPGRADE` likewise. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#keep(socket));
    server.on('connect', (ask, socket, head) => this.#tunnel(ask, socket, head));
    server.on('upgrade', (ask, socket, head) => this.#upgrade(ask, socket, head));
    server.on('request', (ask, answer) => {
      const { host, port, pathname } = this.#note('GET', ask);
      const passed = request({ host: here, port, path: pathname, headers: { ...ask.headers, host } }, (came) => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
      passed.on('error', () => answer.writeHead(502).end());
      ask.pipe(passed);
    });
  }

  static async start(): Promise<HttpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, here, resolve));
    return new HttpProxy(server);
  }

  get url(): string {
    return `http://${here}:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #note(how: string, { url = '' }: IncomingMessage): URL {
    const asked = new URL(how === 'CONNECT' ? `http://${url}` : url);
    this.asked.push(`${how} ${asked.host}`);
    return asked;
  }

  #tunnel(ask: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { port } = this.#note('CONNECT', ask);
    const to = this.#to(port, socket);
    to.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      to.write(head);
      to.pipe(socket).pipe(to);
    });
  }

  #upgrade(ask: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { port, pathname, search } = this.#note('UPGRADE', ask);
    const to = this.#to(port, socket);
    const headers = ask.rawHeaders.map((text, n) => (n % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
    to.once('connect', () => {
      to.write(`GET ${pathname}${search} HTTP/1.1\r\n${headers}\r\n`);
      to.write(head);
      to.pipe(socket).pipe(to);
    });
  }

  #to(port: string, socket: Duplex): Socket {
    const to = connect(Number(port), here);
    this.#keep(to);
    to.on('error', () => socket.destroy());
    socket.on('error', () => to.destroy());
    return to;
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
