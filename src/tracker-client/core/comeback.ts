import { Backoff, type Random } from '../../../common/base/index.ts';

/** Milliseconds. */
const comebackLimits = {
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
export class Comeback {
  readonly #random: Random;
  readonly #backoff: Backoff;
  #asked = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#backoff = new Backoff(random, comebackLimits.least, comebackLimits.most);
  }

  /** The tracker wishes not to be called before so many milliseconds. */
  obey(ms: number): void {
    this.#asked = Math.min(comebackLimits.asked, Math.max(this.#asked, ms));
  }

  /** A connection has ended that was signed in for so long. */
  wasUp(ms: number): void {
    if (ms >= comebackLimits.proven) this.#backoff.reset();
  }

  /** Milliseconds to wait now. */
  next(): number {
    const wait = Math.max(this.#asked, this.#backoff.next()) + this.#random.nextInt(comebackLimits.spread);
    this.#asked = 0;
    return wait;
  }
}
