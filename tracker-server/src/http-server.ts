import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError, textOfFile } from '../../common/base/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';

export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  /** Files in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** What GET /healthz answers to whom it asks by this name. */
  health(host: string | undefined): object;
  /** Whether another WebSocket from there may come in. */
  admits(address: string): boolean;
  connected(socket: WebSocket, address: string): void;
}

/** Milliseconds in which a request must have come in whole. */
const requestWithin = 10_000;
/** Connections that wait to be accepted: a restart brings everybody back at once. */
const backlog = 4096;
/** Sockets beyond the WebSockets: health checks and those not yet upgraded. */
const spareSockets = 256;

/** The port: WebSockets, and GET /healthz. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: trackerLimits.requestBytes,
    clientTracking: false,
  });

  private constructor(options: HttpServerOptions) {
    this.#options = options;
    const timeouts = { headersTimeout: requestWithin, requestTimeout: requestWithin, keepAliveTimeout: 1000 };
    const handle = (request: IncomingMessage, response: ServerResponse): void => this.#onRequest(request, response);
    this.#server =
      options.tls === undefined
        ? createServer(timeouts, handle)
        : createTlsServer({ ...timeouts, handshakeTimeout: requestWithin, ...readTls(options.tls) }, handle);
    this.#server.maxConnections = trackerLimits.connections + spareSockets;
    this.#server.on('upgrade', (request, socket, head) => this.#onUpgrade(request, socket, head));
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Listens. PORT_IN_USE; INTERNAL for a certificate that cannot be read or an address that is not ours. */
  static async open(options: HttpServerOptions): Promise<HttpServer> {
    const opened = new HttpServer(options);
    const { host, port } = options;
    await new Promise<void>((resolve, reject) => {
      opened.#server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
      opened.#server.listen({ host, port, backlog }, resolve);
    });
    // what comes later concerns one socket, and is said there
    opened.#server.on('error', () => {});
    return opened;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Lets nobody in any more. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #onRequest({ method, url, headers }: IncomingMessage, response: ServerResponse): void {
    const known = url === '/healthz' && (method === 'GET' || method === 'HEAD');
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(known ? JSON.stringify(this.#options.health(headers.host)) : '{"ok":false}');
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    // browsers always say where a page comes from; no web page has business here
    if (request.headers.origin !== undefined) return refuse(socket, '403 Forbidden');
    if (!this.#options.admits(address)) return refuse(socket, '503 Service Unavailable');
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => this.#options.connected(webSocket, address));
  }
}

const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
};

/** In whichever encoding an editor wrote it. */
const readPem = (file: string): Buffer => {
  const bytes = readFileSync(file);
  const text = textOfFile(bytes);
  return text === undefined ? bytes : Buffer.from(text);
};

const readTls = ({ cert, key }: { cert: string; key: string }): { cert: Buffer; key: Buffer } => {
  try {
    const pair = { cert: readPem(cert), key: readPem(key) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    throw new AppError('INTERNAL', `The certificate cannot be read: ${AppError.from(error).message}.`, {}, error);
  }
};

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): AppError =>
  error.code === 'EADDRINUSE'
    ? new AppError('PORT_IN_USE', `Port ${port} of ${host} is in use.`, { port }, error)
    : new AppError('INTERNAL', `Cannot listen on port ${port} on ${host}: ${error.message}.`, {}, error);
