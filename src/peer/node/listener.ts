import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { toDisposable, type Disposable, type Net, type TurnBudget } from '../../../common/base/index.ts';
import type { ListenerCertificate } from './certificate.ts';
import { pipeOf } from './tls-pipe.ts';
import { tlsOptions } from './tls-options.ts';

/** Sockets whose TLS handshake is not through; beyond that the oldest is destroyed, the newest is never refused. */
const maxPending = 16;
const handshakeTimeout = 10_000;

type Listen = Net['listen'];

const keyOf = (socket: Socket): string => `${socket.remoteAddress} ${socket.remotePort}`;

/** Sockets that have not shown yet that they speak TLS, oldest first. */
class Pending implements Disposable {
  readonly #sockets = new Map<string, Socket>();

  add(socket: Socket): void {
    const key = keyOf(socket);
    const [oldest] = this.#sockets.values();
    if (this.#sockets.size >= maxPending) oldest?.destroy();
    this.#sockets.set(key, socket);
    socket.once('close', () => {
      if (this.#sockets.get(key) === socket) this.#sockets.delete(key);
    });
  }

  through(socket: TLSSocket): void {
    this.#sockets.delete(keyOf(socket));
  }

  dispose(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }
}

/** The TLS server. Pipes belong to whoever they are handed to; disposing closes only the server and what is not through. */
export const listen = (
  certificate: ListenerCertificate,
  reading: TurnBudget,
  at: Parameters<Listen>[0],
  on: Parameters<Listen>[1],
): Disposable => {
  const pending = new Pending();
  const server = createServer({ ...tlsOptions, ...certificate, handshakeTimeout });
  let listening = false;
  server.on('connection', (socket: Socket) => pending.add(socket));
  server.on('secureConnection', (socket) => {
    pending.through(socket);
    socket.on('error', () => socket.destroy());
    const pipe = pipeOf(socket, tlsOptions.ALPNProtocols[0], reading);
    if (pipe !== undefined) on.pipe(pipe);
  });
  // Node leaves the socket open here
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('listening', () => {
    listening = true;
    const address = server.address();
    if (address !== null && typeof address === 'object') on.listening(address.port);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (!listening) on.failed(error.code === 'EADDRINUSE' ? 'PORT_IN_USE' : error.message);
  });
  // without a host Node takes :: for both families, and 0.0.0.0 where there is no IPv6
  server.listen({ port: at.port, ...(at.host !== undefined && { host: at.host }) });
  return toDisposable(() => {
    server.removeAllListeners('listening');
    server.close();
    pending.dispose();
  });
};
