import type { Pipe } from '../../../common/base/index.ts';
import type { PeerConfig } from './config.ts';
import type { Lane } from '../../../common/model/index.ts';

/** PING, USE and their like go before everything. */
export type SendLane = 'control' | Lane;
const order = ['control', 'live', 'have', 'catchup'] as const;

/** What waits to be sent on one link, so that the pipe never holds more than a little and live entries overtake pages. */
export class SendQueue {
  readonly #pipe: Pipe;
  readonly #config: PeerConfig;
  readonly #lanes: Record<SendLane, Uint8Array[]> = { control: [], live: [], have: [], catchup: [] };
  #waiting = 0;
  /** The rest of the frame that is being written. */
  #rest: Uint8Array | undefined;

  constructor(pipe: Pipe, config: PeerConfig) {
    this.#pipe = pipe;
    this.#config = config;
  }

  /** Bytes that are not yet in the pipe. */
  get waiting(): number {
    return this.#waiting;
  }

  /** `dropped`: this peer lags, HAVE and WANT will heal it. `full`: give the link up. */
  push(frame: Uint8Array, lane: SendLane): 'queued' | 'dropped' | 'full' {
    if (lane === 'live' && this.#waiting > this.#config.lag) return 'dropped';
    if (this.#waiting + frame.length > this.#config.maxLag) return 'full';
    this.#lanes[lane].push(frame);
    this.#waiting += frame.length;
    this.pump();
    return 'queued';
  }

  /** Writes what the pipe may hold. To be called whenever it has drained. */
  pump(): void {
    for (;;) {
      const room = this.#config.pipeUnsent - this.#pipe.unsent();
      this.#rest ??= this.#next();
      if (this.#rest === undefined || room <= 0) return;
      const part = this.#rest.subarray(0, room);
      this.#rest = part.length < this.#rest.length ? this.#rest.subarray(part.length) : undefined;
      this.#waiting -= part.length;
      this.#pipe.write(part);
    }
  }

  /** Forgets what waits, completes the frame that was begun, sends one last frame and ends the pipe. */
  finish(last?: Uint8Array): void {
    if (this.#rest !== undefined) this.#pipe.write(this.#rest);
    if (last !== undefined) this.#pipe.write(last);
    this.clear();
    this.#pipe.end();
  }

  clear(): void {
    for (const lane of order) this.#lanes[lane] = [];
    this.#rest = undefined;
    this.#waiting = 0;
  }

  #next(): Uint8Array | undefined {
    for (const lane of order) {
      const frame = this.#lanes[lane].shift();
      if (frame !== undefined) return frame;
    }
    return undefined;
  }
}
