import { toDisposable, type Clock, type Disposable, type Random } from '../../common/base/index.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to go on. Timers run in the order in which they are due. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<Timer>();
  readonly #epoch = 1_700_000_000_000;

  mono(): number {
    return this.#now;
  }

  wall(): number {
    return this.#epoch + this.#now;
  }

  setTimer(ms: number, run: () => void): Disposable {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return toDisposable(() => this.#timers.delete(timer));
  }

  /** `Env.turn` on this clock: what is waiting now runs with the next `advance`. */
  readonly turn = (run: () => void): Disposable => this.setTimer(0, run);

  /** Timers that wait: a test's last line may hold this to be 0. */
  get waiting(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#now = Math.max(this.#now, timer.at);
      this.#timers.delete(timer);
      timer.run();
    }
    this.#now = end;
  }

  /** Time passes while nothing runs, as in a process that was stopped. What is due runs afterwards, late. */
  stall(ms: number): void {
    this.#now += ms;
    this.advance(0);
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    return next;
  }
}

/** Always the same choice between the ends of the range: 0 is the least, 1 the most. */
export const fixedRandom = (where: number): Random => ({
  nextInt: (n) => Math.min(n - 1, Math.floor(n * where)),
  bytes: (n) => new Uint8Array(n),
});
