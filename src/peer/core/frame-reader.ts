import { TokenBucket, type Clock, type Disposable, type Pipe, SingleTimer } from '../../../common/base/index.ts';
import { FrameSplitter, peerLimits, type Frame } from '../../../common/protocol/peer/index.ts';
import type { PeerConfig } from './config.ts';

interface ReaderEvents {
  /** What it throws goes to `failed`. */
  frame(frame: Frame): void;
  /** Everything that has arrived is read. `partial`: bytes of a frame that waits for its end; `complete`: at least one was whole. */
  read(partial: number, complete: boolean): void;
  failed(error: unknown): void;
}

/** Bytes of a pipe to frames, no faster than allowed: above that rate reading rests, which holds the sender back. */
export class FrameReader implements Disposable {
  readonly #clock: Clock;
  readonly #pipe: Pipe;
  readonly #config: PeerConfig;
  readonly #events: ReaderEvents;
  readonly #splitter = new FrameSplitter(peerLimits.helloFrame);
  readonly #rate: TokenBucket;
  readonly #restTimer = new SingleTimer();
  #resting = false;
  #disposed = false;

  constructor(clock: Clock, pipe: Pipe, config: PeerConfig, events: ReaderEvents) {
    this.#clock = clock;
    this.#pipe = pipe;
    this.#config = config;
    this.#events = events;
    this.#rate = new TokenBucket(config.framesPerSecond, config.framesPerSecond, clock.mono());
  }

  /** From the other side's HELLO on, frames may be large. */
  allowLarge(): void {
    this.#splitter.cap = peerLimits.frame;
  }

  push(bytes: Uint8Array): void {
    if (this.#disposed) return;
    this.#splitter.push(bytes);
    this.#read();
  }

  dispose(): void {
    this.#disposed = true;
    this.#restTimer.dispose();
    // what still comes runs into the void: a stream that is held back never ends
    if (this.#resting) this.#pipe.pause(false);
  }

  #read(): void {
    let complete = false;
    try {
      while (!this.#disposed && !this.#resting) {
        const frame = this.#splitter.next();
        if (frame === undefined) break;
        complete = true;
        this.#events.frame(frame);
        if (this.#rate.take(this.#clock.mono()) > 0) this.#rest();
      }
    } catch (error) {
      return this.#events.failed(error);
    }
    this.#events.read(this.#resting ? 0 : this.#splitter.partial, complete);
  }

  #rest(): void {
    if (this.#disposed) return;
    this.#resting = true;
    this.#pipe.pause(true);
    this.#restTimer.set(() =>
      this.#clock.setTimer(this.#config.framesPause, () => {
        this.#resting = false;
        this.#pipe.pause(false);
        this.#read();
      }),
    );
  }
}
