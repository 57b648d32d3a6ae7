import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError } from '../../../common/base/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { readTls, type TlsFiles } from './tls-files.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsFiles;
  readonly proxies: TrustedProxies;
  /** What GET /healthz answers to whom it asks by this name. */
  health(host: string | undefined): object;
  /** Why it does not serve as it should, for GET /readyz. Never rejects. */
  troubles(): Promise<readonly string[]>;
  /** A proxy that is not trusted says for whom it asks. */
  untrustedProxy(address: string): void;
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

/** The port: WebSockets, GET /healthz and GET /readyz. */
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
    const asked = method === 'GET' || method === 'HEAD' ? url : undefined;
    if (asked === '/healthz') answerJson(response, 200, this.#options.health(headers.host));
    else if (asked === '/readyz') void this.#sayReady(response);
    else answerJson(response, 404, { ok: false });
  }

  async #sayReady(response: ServerResponse): Promise<void> {
    const why = await this.#options.troubles();
    if (why.length === 0) answerJson(response, 200, { ok: true });
    else answerJson(response, 503, { ok: false, why });
  }

  #clientOf({ socket, headers }: IncomingMessage): string {
    const { proxies } = this.#options;
    const [direct = '', forwarded] = [socket.remoteAddress, headers['x-forwarded-for']];
    const client = proxies.clientOf(direct, typeof forwarded === 'string' ? forwarded : undefined);
    if (forwarded !== undefined && !proxies.has(proxies.clientOf(direct, undefined)))
      this.#options.untrustedProxy(client);
    return client;
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = this.#clientOf(request);
    // browsers always say where a page comes from; no web page has business here
    if (request.headers.origin !== undefined) return refuse(socket, '403 Forbidden');
    if (!this.#options.admits(address)) return refuse(socket, '503 Service Unavailable');
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => this.#options.connected(webSocket, address));
  }
}

const answerJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
};

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): AppError =>
  error.code === 'EADDRINUSE'
    ? new AppError('PORT_IN_USE', `Port ${port} of ${host} is in use.`, { port }, error)
    : new AppError('INTERNAL', `Cannot listen on port ${port} on ${host}: ${error.message}.`, {}, error);
