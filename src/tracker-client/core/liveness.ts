import type { Clock, Disposable } from '../../../common/base/index.ts';

const livenessLimits = {
  /** Both ends ask this often. Milliseconds, like all below. */
  ping: 12_000,
  /** Nothing received for so long is dead. */
  dead: 25_000,
  /** A timer that came later than this shows that we ourselves stood still. */
  stall: 2_000,
  /** What arrived during our own stall may still wait to be read. */
  graceAfterStall: 5_000,
  grace: 50,
} as const;

/** Watches that the other end of an open socket lives; our own stalls are not taken for its death (links.md, Liveness). */
export class Liveness implements Disposable {
  readonly #clock: Clock;
  readonly #on: { ping(): void; dead(): void };
  #heardAt: number;
  #ping: Disposable;
  #watch: Disposable;

  constructor(clock: Clock, on: { ping(): void; dead(): void }) {
    this.#clock = clock;
    this.#on = on;
    this.#heardAt = clock.mono();
    this.#ping = this.#nextPing();
    this.#watch = this.#lookIn(livenessLimits.dead);
  }

  heard(): void {
    this.#heardAt = this.#clock.mono();
  }

  dispose(): void {
    this.#ping.dispose();
    this.#watch.dispose();
  }

  #nextPing(): Disposable {
    return this.#clock.setTimer(livenessLimits.ping, () => {
      this.#ping = this.#nextPing();
      this.#on.ping();
    });
  }

  /** Milliseconds until the silence has lasted too long; 0 or less when it has. */
  #left(): number {
    return this.#heardAt + livenessLimits.dead - this.#clock.mono();
  }

  #lookIn(ms: number): Disposable {
    const due = this.#clock.mono() + ms;
    return this.#clock.setTimer(ms, () => {
      const left = this.#left();
      const late = this.#clock.mono() - due;
      if (left > 0) this.#watch = this.#lookIn(left);
      else
        this.#watch = this.#lookAgainIn(
          late > livenessLimits.stall ? livenessLimits.graceAfterStall : livenessLimits.grace,
        );
    });
  }

  #lookAgainIn(ms: number): Disposable {
    return this.#clock.setTimer(ms, () => {
      const left = this.#left();
      if (left > 0) this.#watch = this.#lookIn(left);
      else this.#on.dead();
    });
  }
}
