import { AppError, TokenBucket, type Clock, BoundedMap } from '../../../common/base/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** One token bucket for each key (an address, an account). */
export class RateLimit {
  readonly #clock: Clock;
  readonly #rate: Rate | undefined;
  readonly #buckets = new BoundedMap<string, TokenBucket>(trackerLimits.rateBuckets);

  /** Without a rate everything is allowed. */
  constructor(clock: Clock, rate: Rate | undefined) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** Throws RATE_LIMITED with the time to wait. */
  take(key: string): void {
    if (this.#rate === undefined) return;
    const now = this.#clock.mono();
    const bucket = this.#buckets.get(key) ?? this.#add(key, this.#rate, now);
    const retryAfter = bucket.take(now);
    if (retryAfter > 0) throw new AppError('RATE_LIMITED', 'too many attempts', { retryAfter });
  }

  #add(key: string, { perSecond, burst }: Rate, now: number): TokenBucket {
    if (this.#buckets.size >= trackerLimits.rateBuckets) this.#forgetIdle(now);
    const bucket = new TokenBucket(perSecond, burst, now);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #forgetIdle(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.idle(now)) this.#buckets.delete(key);
  }
}

/** The requests of one session. */
export class RequestRate {
  readonly #clock: Clock;
  readonly #rate: Rate | undefined;
  readonly #bucket: TokenBucket | undefined;
  #nextSlot = 0;
  #refusals = 0;

  constructor(clock: Clock, rate: Rate | undefined) {
    this.#clock = clock;
    this.#rate = rate;
    this.#bucket = rate && new TokenBucket(rate.perSecond, rate.burst, clock.mono());
  }

  /** Milliseconds to wait, 0 to go on. Those refused are given one place after the other, so that they return spread. */
  take(cost: number): number {
    const now = this.#clock.mono();
    const wait = this.#bucket?.take(now, cost) ?? 0;
    if (wait === 0 || this.#rate === undefined) {
      this.#refusals = 0;
      return 0;
    }
    this.#refusals++;
    this.#nextSlot = Math.max(now + wait, this.#nextSlot + (1000 * cost) / this.#rate.perSecond);
    return Math.ceil(this.#nextSlot - now);
  }

  get exhausted(): boolean {
    return this.#refusals > trackerLimits.refusalsInARow;
  }
}
