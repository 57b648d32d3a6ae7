import { SingleTimer, type Clock } from '../../../common/base/index.ts';
import type { SlowStep } from '../../../common/protocol/chat/index.ts';

/** Milliseconds: what is done sooner is not worth a word. */
const shownAfter = 1000;

/** Shows a sentence until it is ended, or given another one. */
export interface ShownProgress {
  readonly say: (step: SlowStep) => void;
  readonly end: () => void;
}

/** Says what takes long while a history of an older version is opened. */
export class OpeningProgress {
  readonly #clock: Clock;
  readonly #show: (step: SlowStep) => ShownProgress;
  readonly #timer = new SingleTimer();
  #step: SlowStep | undefined;
  #shown: ShownProgress | undefined;
  #ended = false;

  constructor(clock: Clock, show: (step: SlowStep) => ShownProgress) {
    this.#clock = clock;
    this.#show = show;
  }

  begin(step: SlowStep): void {
    if (this.#ended) return;
    const isFirst = this.#step === undefined;
    this.#step = step;
    this.#shown?.say(step);
    if (isFirst)
      this.#timer.set(() => this.#clock.setTimer(shownAfter, () => (this.#shown = this.#show(this.#step ?? step))));
  }

  /** It is open, or will not be. */
  end(): void {
    this.#ended = true;
    this.#timer.dispose();
    this.#shown?.end();
    this.#shown = undefined;
  }
}
