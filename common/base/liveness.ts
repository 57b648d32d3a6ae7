import { toDisposable, type Disposable } from './disposable.ts';
import type { Clock } from './env.ts';
import { SingleTimer } from './timers.ts';

/** A timer this late means that we ourselves stood still, and what arrived meanwhile is not yet read. Milliseconds, like all below. */
const ownStall = 2_000;
const afterStall = 5_000;

/**
 * For declaring something dead: after a stall, timers run before input is read. So when due it lets two turns of the event loop pass, and
 * after a stall of our own it waits longer (links.md, Liveness). `run` must look again before it judges.
 */
export const stallTolerantTimer = (clock: Clock, ms: number, run: () => void): Disposable => {
  const due = clock.mono() + ms;
  let current: Disposable;
  const wait = (time: number, then: () => void): void => {
    current = clock.setTimer(time, then);
  };
  const lookAgain = (): void => wait(0, () => wait(0, run));
  wait(ms, () => {
    if (clock.mono() - due > ownStall) wait(afterStall, lookAgain);
    else lookAgain();
  });
  return toDisposable(() => current.dispose());
};

export interface LivenessTimes {
  /** Nothing sent for so long: something must be. */
  readonly pingEvery: number;
  /** Nothing received for so long is dead. */
  readonly deadAfter: number;
}

export interface LivenessEvents {
  /** The other end needs a sign of life. */
  ping(): void;
  dead(why: 'silence' | 'deadline'): void;
  /** When, on the monotonic clock, it is dead although something is received; `Infinity` for never. */
  deadline?(): number;
}

/** Watches that the other end of an open connection lives; our own stalls are not taken for its death (links.md, Liveness). */
export class Liveness implements Disposable {
  readonly #clock: Clock;
  readonly #times: LivenessTimes;
  readonly #events: LivenessEvents;
  readonly #pingTimer = new SingleTimer();
  readonly #deathTimer = new SingleTimer();
  #sent: number;
  #heard: number;

  constructor(clock: Clock, times: LivenessTimes, events: LivenessEvents) {
    this.#clock = clock;
    this.#times = times;
    this.#events = events;
    this.#sent = clock.mono();
    this.#heard = clock.mono();
    this.#watchSending();
    this.#watchHearing();
  }

  /** Something went out: no ping is needed for a while. Who never says so pings all the time. */
  sent(): void {
    this.#sent = this.#clock.mono();
  }

  heard(): void {
    this.#heard = this.#clock.mono();
  }

  dispose(): void {
    this.#pingTimer.dispose();
    this.#deathTimer.dispose();
  }

  #watchSending(): void {
    const { pingEvery } = this.#times;
    const rest = this.#sent + pingEvery - this.#clock.mono();
    if (rest <= 0) this.#events.ping();
    this.#pingTimer.set(() => this.#clock.setTimer(rest > 0 ? rest : pingEvery, () => this.#watchSending()));
  }

  #watchHearing(): void {
    const now = this.#clock.mono();
    const death = this.#heard + this.#times.deadAfter;
    const deadline = this.#events.deadline?.() ?? Infinity;
    if (now >= death) return this.#events.dead('silence');
    if (now >= deadline) return this.#events.dead('deadline');
    const rest = Math.min(death, deadline) - now;
    this.#deathTimer.set(() => stallTolerantTimer(this.#clock, rest, () => this.#watchHearing()));
  }
}
