import { Backoff, type Addr, type Random } from '../../../common/base/index.ts';
import type { PeerConfig } from './config.ts';

/** One address of one device: when it may be dialled again. Monotonic milliseconds. */
export class Candidate {
  readonly addr: Addr;
  readonly #backoff: Backoff;
  readonly #config: PeerConfig;
  #notBefore = 0;
  /** A dial is under way. */
  busy = false;

  constructor(addr: Addr, random: Random, config: PeerConfig) {
    this.addr = addr;
    this.#config = config;
    this.#backoff = new Backoff(random, config.minBackoff, config.maxBackoff);
  }

  get notBefore(): number {
    return this.#notBefore;
  }

  failed(now: number): void {
    this.#notBefore = Math.max(this.#notBefore, now + this.#backoff.next());
  }

  /** It leads to somebody else. True if that is news. */
  suspend(now: number): boolean {
    const news = this.#notBefore < now + this.#config.maxBackoff;
    this.#notBefore = now + this.#config.wrongDevice;
    return news;
  }

  /** A link to the device has lived long enough. */
  reset(): void {
    this.#backoff.reset();
  }
}
