/** The wall clock of every simulated machine stands here at the beginning, milliseconds since 1970. */
export const simulatedStart = 1_700_000_000_000;

export interface ClockOptions {
  /** What the wall clock is ahead, milliseconds. */
  readonly wallOffset?: number;
  /** What both clocks run too fast, parts per million. */
  readonly driftPpm?: number;
}

/** The two clocks of a machine, as readings of the world's time. Only the wall clock can be set. */
export class HostClock {
  wallOffset: number;
  readonly #rate: number;
  /** What `mono` missed while the machine slept. */
  #stoodStill = 0;

  constructor({ wallOffset = 0, driftPpm = 0 }: ClockOptions) {
    this.wallOffset = wallOffset;
    this.#rate = 1 + driftPpm / 1_000_000;
  }

  mono(now: number): number {
    return Math.floor((now - this.#stoodStill) * this.#rate);
  }

  wall(now: number): number {
    return simulatedStart + Math.floor(now * this.#rate) + this.wallOffset;
  }

  /** The world's time at which `mono` will show this, unless it stands still before. */
  when(mono: number): number {
    return Math.ceil(mono / this.#rate) + this.#stoodStill;
  }

  /** `mono` stands still for this long, from now on. */
  standStill(ms: number): void {
    this.#stoodStill += ms;
  }
}
