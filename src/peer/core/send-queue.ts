import type { Pipe } from '../../../common/base/index.ts';
import type { PeerConfig } from './config.ts';
import type { Lane } from '../../../common/model/index.ts';

/** PING, USE and their like go before everything. */
export type SendLane = 'control' | Lane;
const order = ['control', 'signal', 'live', 'have', 'catchup'] as const;
const isSmall = (lane: SendLane): lane is 'control' | 'signal' => lane === 'control' || lane === 'signal';

/**
 * What waits to be sent on one link, so that the pipe never holds more than a little, small frames get past large ones and live
 * entries overtake pages. Whoever has much to say asks for room first and goes on when told that the queue has drained.
 */
export class SendQueue {
  readonly #pipe: Pipe;
  readonly #config: PeerConfig;
  readonly #lanes: Record<SendLane, Uint8Array[]> = { control: [], signal: [], live: [], have: [], catchup: [] };
  /** Bytes of each lane that are not yet in the pipe, the rest of a frame included. */
  readonly #bytes: Record<SendLane, number> = { control: 0, signal: 0, live: 0, have: 0, catchup: 0 };
  /** The rest of the frame that is being written. */
  #rest: { readonly lane: SendLane; readonly bytes: Uint8Array } | undefined;
  /** Somebody was told to wait, or had a frame dropped. */
  #owesDrained = false;

  constructor(pipe: Pipe, config: PeerConfig) {
    this.#pipe = pipe;
    this.#config = config;
  }

  /** Bytes that are not yet in the pipe. */
  get waiting(): number {
    return order.reduce((sum, lane) => sum + this.#bytes[lane], 0);
  }

  /** Bytes that are in the pipe and have not been taken. */
  get unsent(): number {
    return this.#pipe.unsent();
  }

  /** More may be produced. If not, `takeDrained` answers true once, later. */
  requestRoom(): boolean {
    const hasRoom = this.waiting < this.#config.readyBelow;
    if (!hasRoom) this.#owesDrained = true;
    return hasRoom;
  }

  /** False: dropped, since this peer lags. HAVE and WANT heal what is lost of the log; the link stays. */
  push(frame: Uint8Array, lane: SendLane): boolean {
    if (!this.#fits(frame, lane)) {
      this.#owesDrained = true;
      return false;
    }
    this.#lanes[lane].push(frame);
    this.#bytes[lane] += frame.length;
    this.pump();
    return true;
  }

  /** Writes what the pipe may hold. To be called whenever it has drained. */
  pump(): void {
    for (;;) {
      const room = this.#config.pipeUnsent - this.#pipe.unsent();
      this.#rest ??= this.#next();
      if (this.#rest === undefined || room <= 0) return;
      const { lane, bytes } = this.#rest;
      const part = bytes.subarray(0, room);
      this.#rest = part.length < bytes.length ? { lane, bytes: bytes.subarray(part.length) } : undefined;
      this.#bytes[lane] -= part.length;
      this.#pipe.write(part);
    }
  }

  /** Whether those who wait may go on now. */
  takeDrained(): boolean {
    if (!this.#owesDrained || this.waiting > this.#config.readyBelow / 2) return false;
    this.#owesDrained = false;
    return true;
  }

  /** Forgets what waits, completes the frame that was begun, sends one last frame and ends the pipe. */
  finish(last?: Uint8Array): void {
    if (this.#rest !== undefined) this.#pipe.write(this.#rest.bytes);
    if (last !== undefined) this.#pipe.write(last);
    this.clear();
    this.#pipe.end();
  }

  clear(): void {
    for (const lane of order) {
      this.#lanes[lane] = [];
      this.#bytes[lane] = 0;
    }
    this.#rest = undefined;
    this.#owesDrained = false;
  }

  #fits(frame: Uint8Array, lane: SendLane): boolean {
    const { lag, maxLag, smallFrames, smallBytes } = this.#config;
    if (isSmall(lane)) return this.#lanes[lane].length < smallFrames && this.#bytes[lane] + frame.length <= smallBytes;
    return this.waiting + frame.length <= (lane === 'live' ? lag : maxLag);
  }

  #next(): { lane: SendLane; bytes: Uint8Array } | undefined {
    for (const lane of order) {
      const bytes = this.#lanes[lane].shift();
      if (bytes !== undefined) return { lane, bytes };
    }
    return undefined;
  }
}
