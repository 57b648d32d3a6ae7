import type { Clock, Env } from './env.ts';

/**
 * How long work that comes from outside may keep the thread in one turn of its event loop, so that whatever else waits has its turn:
 * one who sends a great deal is read a little at a time.
 */
export class TurnBudget {
  readonly #clock: Pick<Clock, 'mono'>;
  readonly #turn: Env['turn'];
  readonly #most: number;
  #since: number | undefined;
  #waiting: (() => void)[] = [];

  /** `most` milliseconds, counted from the first work of a turn on. */
  constructor(clock: Pick<Clock, 'mono'>, turn: Env['turn'], most: number) {
    this.#clock = clock;
    this.#turn = turn;
    this.#most = most;
  }

  /** Does it. True if no more of its kind should be done in this turn. */
  spend(work: () => void): boolean {
    if (this.#since === undefined) {
      this.#since = this.#clock.mono();
      this.#turn(() => this.#begin());
    }
    const since = this.#since;
    work();
    return this.#clock.mono() - since >= this.#most;
  }

  /** For one of several who share it: has always `least` milliseconds of a turn, so one who needs little waits for none who need much. */
  share(least: number): Pick<TurnBudget, 'spend'> {
    let own = 0;
    let since: number | undefined;
    return {
      spend: (work) => {
        const begin = this.#clock.mono();
        const isOver = this.spend(work);
        if (this.#since !== since) own = 0;
        since = this.#since;
        own += this.#clock.mono() - begin;
        return isOver && own >= least;
      },
    };
  }

  /** Runs in the next turn. */
  next(run: () => void): void {
    if (this.#since === undefined) this.#turn(() => this.#begin());
    this.#since ??= this.#clock.mono();
    this.#waiting.push(run);
  }

  #begin(): void {
    this.#since = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const run of waiting) run();
  }
}
