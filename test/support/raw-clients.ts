import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import type { Disposable } from '../../common/base/index.ts';
import { newListenerCertificate } from '../../src/peer/node/certificate.ts';
import { tlsOptions } from '../../src/peer/node/tls-options.ts';

/** A connection that counts what comes back. */
export class RawClient implements Disposable {
  readonly socket: Socket;
  received = Buffer.alloc(0);
  closed = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.received = Buffer.concat([this.received, bytes]);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
    });
  }

  dispose(): void {
    this.socket.destroy();
  }
}

export const tcp = async (port: number): Promise<RawClient> => {
  const client = new RawClient(connectTcp(port, '127.0.0.1'));
  await once(client.socket, 'connect');
  return client;
};

const secure = (port: number): TLSSocket =>
  connectTls({ ...tlsOptions, host: '127.0.0.1', port, rejectUnauthorized: false });

/** Through the TLS handshake, but nobody yet. */
export const tls = async (port: number): Promise<RawClient> => {
  const client = new RawClient(secure(port));
  await once(client.socket, 'secureConnect');
  return client;
};

interface ManInTheMiddle extends Disposable {
  readonly port: number;
  /** What its victims sent. */
  seen(): Buffer;
  /** How many victims have gone again. */
  readonly ended: number;
}

/** A server with a certificate of its own that passes plain text on to `target`, or only keeps it. */
export const manInTheMiddle = async (target?: number): Promise<ManInTheMiddle> => {
  const sockets = new Set<Socket>();
  let seen = Buffer.alloc(0);
  let ended = 0;
  const server = createTlsServer({ ...tlsOptions, ...newListenerCertificate() }, (near) => {
    sockets.add(near);
    const far = target === undefined ? undefined : secure(target);
    if (far !== undefined) sockets.add(far);
    near.on('data', (bytes: Buffer) => {
      seen = Buffer.concat([seen, bytes]);
      far?.write(bytes);
    });
    far?.on('data', (bytes: Buffer) => near.write(bytes));
    near
      .on('error', () => {})
      .on('close', () => {
        ended++;
        far?.destroy();
      });
    far?.on('error', () => {}).on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    seen: () => seen,
    get ended() {
      return ended;
    },
    dispose: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
