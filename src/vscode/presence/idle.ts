import { Emitter, type Clock, type Disposable, type Event } from '../../../common/base/index.ts';

/** Whether the person has left the keyboard: told after `patience` without a sign of life, and taken back with the first one. */
export class Idle implements Disposable {
  readonly #clock: Clock;
  readonly #changed = new Emitter<boolean>();
  #idleAfter: number;
  #lastActivity: number;
  #windowActive = false;
  #idle = false;
  #timer: Disposable | undefined;

  /** `patience` in milliseconds; 0 = never idle. */
  constructor(clock: Clock, patience: number) {
    this.#clock = clock;
    this.#idleAfter = patience;
    this.#lastActivity = clock.mono();
    this.#evaluate();
  }

  get idle(): boolean {
    return this.#idle;
  }

  get onDidChange(): Event<boolean> {
    return this.#changed.event;
  }

  /** The person did something just now. */
  touch(): void {
    this.#lastActivity = this.#clock.mono();
    // a timer that is under way looks at the time when it is due: nothing is done at every key
    if (this.#idle) this.#evaluate();
  }

  /** The editor itself says that somebody is at work, until it says otherwise. */
  setWindowActive(atWork: boolean): void {
    if (!atWork && !this.#windowActive) return;
    this.#windowActive = atWork;
    this.#lastActivity = this.#clock.mono();
    this.#evaluate();
  }

  setIdleAfter(patience: number): void {
    if (patience === this.#idleAfter) return;
    this.#idleAfter = patience;
    this.#evaluate();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#changed.dispose();
  }

  #evaluate(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const watching = this.#idleAfter > 0 && !this.#windowActive;
    const left = this.#lastActivity + this.#idleAfter - this.#clock.mono();
    if (watching && left > 0) this.#timer = this.#clock.setTimer(left, () => this.#evaluate());
    this.#setIdle(watching && left <= 0);
  }

  #setIdle(idle: boolean): void {
    if (idle === this.#idle) return;
    this.#idle = idle;
    this.#changed.fire(idle);
  }
}
