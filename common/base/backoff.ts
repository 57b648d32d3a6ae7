import type { Random } from './env.ts';

/** Full-jitter back-off: a random wait up to a ceiling that doubles with every failure. */
export class Backoff {
  readonly #random: Random;
  readonly #least: number;
  readonly #most: number;
  #failures = 0;

  /** Milliseconds. */
  constructor(random: Random, least: number, most: number) {
    this.#random = random;
    this.#least = least;
    this.#most = most;
  }

  /** The next wait in milliseconds, from `least` up to the ceiling. */
  next(): number {
    const ceiling = Math.min(this.#most, this.#least * 2 ** Math.min(this.#failures, 30));
    this.#failures++;
    return this.#least + this.#random.nextInt(Math.max(1, Math.floor(ceiling - this.#least + 1)));
  }

  reset(): void {
    this.#failures = 0;
  }
}
