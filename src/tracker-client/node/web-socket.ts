import type { LookupFunction, TcpNetConnectOpts } from 'node:net';
import { lookup } from 'node:dns';
import { WebSocket, type ClientOptions } from 'ws';
import { AppError, isPrivateAddress } from '../../../common/base/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import type { OpenSocket, SocketEvents, TextSocket } from '../core/ports.ts';
import { checkTrackerUrl, plainRefused } from '../core/tracker-url.ts';

const socketLimits = {
  /** Bytes that may wait to be sent. */
  unsent: 1024 * 1024,
  /** Milliseconds for the opening handshake, DNS and TCP included. */
  handshake: 15_000,
  /** Node's own 250 ms per address give up on a slow one too early (links.md). */
  perAddress: 3_000,
} as const;

/** Sockets over `ws`. What cannot be opened at all closes with AppError BAD_REQUEST as `refused`. */
export const webSocketFactory = (): OpenSocket => (url, events) => {
  try {
    return new WsSocket(connect(url), events);
  } catch (error) {
    return new NoSocket(AppError.from(error), events);
  }
};

const connect = (text: string): WebSocket => {
  const { url, insecure } = checkTrackerUrl(text);
  // `ws` hands what is not its own to `net.connect`
  const options: ClientOptions &
    Pick<TcpNetConnectOpts, 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout' | 'lookup'> = {
    perMessageDeflate: false,
    maxPayload: trackerLimits.serverBytes,
    handshakeTimeout: socketLimits.handshake,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: socketLimits.perAddress,
    followRedirects: false,
    ...(insecure ? { lookup: privateOnly } : {}),
  };
  return new WebSocket(url, options);
};

/** A name may be used without TLS only where it leads to private addresses. */
export const privateOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const usable = addresses.filter(({ address }) => isPrivateAddress(address));
    const [first] = usable;
    if (first === undefined) return callback(plainRefused(), []);
    if (options.all === true) return callback(null, usable);
    callback(null, first.address, first.family);
  });
};

class WsSocket implements TextSocket {
  readonly #socket: WebSocket;
  readonly #events: SocketEvents;
  #closed = false;
  #problem: Error | undefined;

  constructor(socket: WebSocket, events: SocketEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.on('open', () => this.#tell(() => events.open()));
    // one buffer for each message
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data: Buffer, isBinary) => this.#onMessage(data, isBinary));
    socket.on('ping', () => this.#tell(() => events.heard()));
    socket.on('pong', () => this.#tell(() => events.heard()));
    // `close` always follows an error
    socket.on('error', (error) => (this.#problem = error));
    socket.on('close', (code) => this.#onClose(code));
  }

  send(text: string): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return true;
    if (this.#socket.bufferedAmount > socketLimits.unsent) return false;
    this.#socket.send(text);
    return true;
  }

  ping(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }

  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.terminate();
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    // binary messages belong to the relay of a later version
    if (isBinary) this.#tell(() => this.#events.heard());
    else this.#tell(() => this.#events.text(data.toString()));
  }

  #onClose(code: number): void {
    if (this.#closed) return;
    this.#closed = true;
    const problem = this.#problem;
    this.#events.close(problem?.message ?? `closed with ${code}`, problem instanceof AppError ? problem : undefined);
  }

  #tell(run: () => void): void {
    if (!this.#closed) run();
  }
}

/** Stands for a socket that could not even be tried; says so in a later turn, as a real one would. */
class NoSocket implements TextSocket {
  readonly #turn: NodeJS.Immediate;

  constructor(error: AppError, events: SocketEvents) {
    this.#turn = setImmediate(() => events.close(error.message, error));
  }

  send(): boolean {
    return true;
  }

  ping(): void {}

  dispose(): void {
    clearImmediate(this.#turn);
  }
}
