import type { Disposable } from './disposable.ts';
import type { Clock } from './env.ts';

/** At most one timer at a time: setting it again replaces the last one. */
export class SingleTimer implements Disposable {
  #current: Disposable | undefined;
  #disposed = false;

  set(start: () => Disposable): void {
    this.#current?.dispose();
    this.#current = this.#disposed ? undefined : start();
  }

  clear(): void {
    this.#current?.dispose();
    this.#current = undefined;
  }

  /** Nothing can be set any more. */
  dispose(): void {
    this.#disposed = true;
    this.clear();
  }
}

/** Gathers what is asked for: `run` follows once, `ms` after the first request. */
export class Coalescer implements Disposable {
  readonly #clock: Pick<Clock, 'setTimer'>;
  readonly #ms: number;
  readonly #run: () => void;
  #timer: Disposable | undefined;
  #disposed = false;

  constructor(clock: Pick<Clock, 'setTimer'>, ms: number, run: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#run = run;
  }

  /** Whether it will run. */
  get waiting(): boolean {
    return this.#timer !== undefined;
  }

  /** `ms`: another wait than usual. A wait that has begun stays as it is. */
  request(ms = this.#ms): void {
    if (this.#disposed) return;
    this.#timer ??= this.#clock.setTimer(ms, () => {
      this.#timer = undefined;
      this.#run();
    });
  }

  /** It will not run until it is requested again. */
  cancel(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  /** It never runs again. */
  dispose(): void {
    this.#disposed = true;
    this.cancel();
  }
}
