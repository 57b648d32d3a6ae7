/** Allows `burst` at once and `perSecond` in the long run. Time is handed in, in milliseconds of a monotonic clock. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** 0 if what costs so much, at most `burst`, may go ahead now, otherwise the milliseconds until it may. */
  take(now: number, cost = 1): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens >= cost) {
      this.#tokens -= cost;
      return 0;
    }
    return Math.ceil((cost - this.#tokens) / this.#perMs);
  }

  /** True when it has filled up again, so that nothing is lost by forgetting it. */
  idle(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }
}
