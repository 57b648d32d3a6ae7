import { Backoff, type Random } from '../../../common/base/index.ts';

/** Milliseconds. */
const reconnectLimits = {
  least: 500,
  /** A tracker that is back after minutes is used within 10 s. */
  most: 8000,
  /** Back-off begins anew after a connection that was signed in this long. */
  proven: 30_000,
  /** Keeps those whom a restart cut off together from returning together. */
  spread: 1000,
  /** A tracker can hold us off no longer than this. */
  asked: 600_000,
} as const;

/** When to try the tracker again: full-jitter back-off, and never before the tracker's own word. */
export class ReconnectDelay {
  readonly #random: Random;
  readonly #backoff: Backoff;
  #asked = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#backoff = new Backoff(random, reconnectLimits.least, reconnectLimits.most);
  }

  /** The tracker wishes not to be called before so many milliseconds. */
  atLeast(ms: number): void {
    this.#asked = Math.min(reconnectLimits.asked, Math.max(this.#asked, ms));
  }

  /** A connection has ended that was signed in for so long. */
  onHealthy(ms: number): void {
    if (ms >= reconnectLimits.proven) this.#backoff.reset();
  }

  /** Milliseconds to wait now. */
  next(): number {
    const wait = Math.max(this.#asked, this.#backoff.next()) + this.#random.nextInt(reconnectLimits.spread);
    this.#asked = 0;
    return wait;
  }
}
