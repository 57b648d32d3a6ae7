import type { TLSSocket } from 'node:tls';
import { canonicalHost, type Addr, type Pipe, type TurnBudget } from '../../../common/base/index.ts';

type Handler = Parameters<Pipe['handle']>[0];

/** A pipe that was ended is closed by then, whatever the other side does. */
const closeAfter = 10_000;

/** Milliseconds of each turn in which any one link is read, whatever others send: PING and PONG need much less. */
const leastReadingMs = 0.25;

/** A TLS socket after its handshake. */
class TlsPipe implements Pipe {
  readonly remote: Addr;
  readonly local: Addr;
  readonly bindingId: Uint8Array;
  readonly #socket: TLSSocket;
  readonly #reading: TurnBudget;
  readonly #share: Pick<TurnBudget, 'spend'>;
  #handler: Handler | undefined;
  #closing: NodeJS.Timeout | undefined;
  #why = 'end';
  #paused = false;

  constructor(socket: TLSSocket, remote: Addr, local: Addr, reading: TurnBudget) {
    this.#socket = socket;
    this.#reading = reading;
    this.#share = reading.share(leastReadingMs);
    this.remote = remote;
    this.local = local;
    this.bindingId = plain(socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)));
    socket.setNoDelay(true);
    // only a backstop: it does not run while data is unacknowledged
    socket.setKeepAlive(true, 15_000);
    socket.on('error', (error) => {
      this.#why = error.message;
    });
    socket.on('close', () => {
      clearTimeout(this.#closing);
      this.#handler?.close(this.#why);
      this.#handler = undefined;
    });
  }

  unsent(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes, () => this.#handler?.drain());
  }

  pause(on: boolean): void {
    this.#paused = on;
    if (on) this.#socket.pause();
    else this.#socket.resume();
  }

  end(): void {
    if (this.#closing !== undefined || this.#socket.destroyed) return;
    this.#closing = setTimeout(() => this.#socket.destroy(), closeAfter);
    this.#closing.unref();
    this.#socket.end();
    // without a reader the other side's end would never be seen
    this.#paused = false;
    this.#socket.resume();
  }

  destroy(): void {
    this.#handler = undefined;
    this.#socket.destroy();
  }

  handle(handler: Handler): void {
    this.#handler = handler;
    this.#socket.on('data', (bytes: Buffer) => {
      if (this.#share.spend(() => this.#handler?.data(plain(bytes)))) this.#rest();
    });
  }

  /** Node would read up to 2 MiB of one socket before it looks at another. */
  #rest(): void {
    if (this.#paused) return;
    this.#socket.pause();
    this.#reading.next(() => {
      if (!this.#paused) this.#socket.resume();
    });
  }
}

/** A view that knows nothing of Buffer, whose `slice` does not copy. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

const addrOf = (host: string | undefined, port: number | undefined): Addr | undefined => {
  const canonical = canonicalHost(host ?? '');
  return canonical === undefined || port === undefined ? undefined : { host: canonical, port };
};

/** Undefined, and the socket destroyed, if it speaks another protocol or is gone already. */
export const pipeOf = (socket: TLSSocket, alpn: string, reading: TurnBudget): Pipe | undefined => {
  const remote = addrOf(socket.remoteAddress, socket.remotePort);
  const local = addrOf(socket.localAddress, socket.localPort);
  if (socket.alpnProtocol === alpn && remote !== undefined && local !== undefined && !socket.destroyed) {
    return new TlsPipe(socket, remote, local, reading);
  }
  socket.destroy();
  return undefined;
};
