import type { Clock, Disposable } from '../../../common/base/index.ts';

/** Runs at once, and then at most every so often; after the last request it always runs once more. */
export class Throttle implements Disposable {
  readonly #clock: Clock;
  readonly #every: number;
  readonly #run: () => void;
  #timer: Disposable | undefined;
  #ranAt = -Infinity;

  /** `every`: milliseconds. */
  constructor(clock: Clock, every: number, run: () => void) {
    this.#clock = clock;
    this.#every = every;
    this.#run = run;
  }

  request(): void {
    if (this.#timer) return;
    const wait = this.#ranAt + this.#every - this.#clock.mono();
    if (wait <= 0) this.#go();
    else this.#timer = this.#clock.setTimer(wait, () => this.#go());
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #go(): void {
    this.#timer = undefined;
    this.#ranAt = this.#clock.mono();
    this.#run();
  }
}
