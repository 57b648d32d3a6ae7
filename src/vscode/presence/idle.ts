import { Emitter, type Clock, type Disposable, type Event } from '../../../common/base/index.ts';

/** Whether the person has left the keyboard: told after `patience` without a sign of life, and taken back with the first one. */
export class Idle implements Disposable {
  readonly #clock: Clock;
  readonly #changed = new Emitter<boolean>();
  #patience: number;
  #last: number;
  #atWork = false;
  #idle = false;
  #timer: Disposable | undefined;

  /** `patience` in milliseconds; 0 = never idle. */
  constructor(clock: Clock, patience: number) {
    this.#clock = clock;
    this.#patience = patience;
    this.#last = clock.mono();
    this.#look();
  }

  get idle(): boolean {
    return this.#idle;
  }

  get onDidChange(): Event<boolean> {
    return this.#changed.event;
  }

  /** The person did something just now. */
  touch(): void {
    this.#last = this.#clock.mono();
    // a timer that is under way looks at the time when it is due: nothing is done at every key
    if (this.#idle) this.#look();
  }

  /** The editor itself says that somebody is at work, until it says otherwise. */
  setAtWork(atWork: boolean): void {
    if (!atWork && !this.#atWork) return;
    this.#atWork = atWork;
    this.#last = this.#clock.mono();
    this.#look();
  }

  setPatience(patience: number): void {
    if (patience === this.#patience) return;
    this.#patience = patience;
    this.#look();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#changed.dispose();
  }

  #look(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const watching = this.#patience > 0 && !this.#atWork;
    const left = this.#last + this.#patience - this.#clock.mono();
    if (watching && left > 0) this.#timer = this.#clock.after(left, () => this.#look());
    this.#turn(watching && left <= 0);
  }

  #turn(idle: boolean): void {
    if (idle === this.#idle) return;
    this.#idle = idle;
    this.#changed.fire(idle);
  }
}
