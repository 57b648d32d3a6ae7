import { Backoff, type Addr, type Random } from '../../../common/base/index.ts';
import type { PeerKnobs } from './knobs.ts';

/** One address of one device: when it may be dialled again. Monotonic milliseconds. */
export class Candidate {
  readonly addr: Addr;
  readonly #backoff: Backoff;
  readonly #knobs: PeerKnobs;
  #notBefore = 0;
  /** A dial is under way. */
  busy = false;

  constructor(addr: Addr, random: Random, knobs: PeerKnobs) {
    this.addr = addr;
    this.#knobs = knobs;
    this.#backoff = new Backoff(random, knobs.minBackoff, knobs.maxBackoff);
  }

  get notBefore(): number {
    return this.#notBefore;
  }

  failed(now: number): void {
    this.#notBefore = Math.max(this.#notBefore, now + this.#backoff.next());
  }

  /** It leads to somebody else. True if that is news. */
  ban(now: number): boolean {
    const news = this.#notBefore < now + this.#knobs.maxBackoff;
    this.#notBefore = now + this.#knobs.wrongDevice;
    return news;
  }

  /** A link to the device has lived long enough. */
  reset(): void {
    this.#backoff.reset();
  }
}
