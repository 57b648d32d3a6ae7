import { ByteWriter, fromUtf8, utf8, type Addr, type Net, type Pipe } from '../../../common/base/index.ts';
import type { OpenSocket } from '../../../src/tracker-client/index.ts';

const kinds = { text: 0, ping: 1, pong: 2 } as const;
const headBytes = 5;
/** As with a real socket: more than this is never sent to a client that does not read. */
const maxUnsent = 4 * 1024 * 1024;

interface TextEvents {
  text(text: string): void;
  heard(): void;
  close(why: string): void;
}

/** Messages over a simulated pipe, as a WebSocket has them. */
export class TextPipe {
  readonly #pipe: Pipe;
  readonly #on: TextEvents;
  #held: Uint8Array = new Uint8Array(0);

  constructor(pipe: Pipe, on: TextEvents) {
    this.#pipe = pipe;
    this.#on = on;
    pipe.handle({ data: (bytes) => this.#take(bytes), drain: () => {}, close: (why) => on.close(why) });
  }

  send(text: string): boolean {
    this.#write(kinds.text, utf8(text));
    return this.#pipe.unsent() < maxUnsent;
  }

  ping(): void {
    this.#write(kinds.ping, new Uint8Array(0));
  }

  destroy(): void {
    this.#pipe.destroy();
  }

  #write(kind: number, body: Uint8Array): void {
    this.#pipe.write(new ByteWriter().uint(1, kind).uint(4, body.length).bytes(body).done());
  }

  #take(bytes: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= headBytes) {
      const end = headBytes + new DataView(this.#held.buffer, this.#held.byteOffset).getUint32(1);
      if (this.#held.length < end) return;
      const [kind] = this.#held;
      const body = this.#held.subarray(headBytes, end);
      this.#held = this.#held.slice(end);
      if (kind === kinds.ping) this.#write(kinds.pong, new Uint8Array(0));
      if (kind === kinds.text) this.#on.text(fromUtf8(body));
      else this.#on.heard();
    }
  }
}

/** What a tracker session opens sockets with: one simulated connection to that address for each. */
export const socketTo =
  (net: Net, to: Addr): OpenSocket =>
  (_url, events) => {
    let socket: TextPipe | undefined;
    const dial = net.dial(to, {
      open: (pipe) => {
        socket = new TextPipe(pipe, events);
        events.open();
      },
      fail: (why) => events.close(why),
    });
    return {
      send: (text) => socket?.send(text) ?? false,
      ping: () => socket?.ping(),
      dispose: () => {
        dial.dispose();
        socket?.destroy();
      },
    };
  };
