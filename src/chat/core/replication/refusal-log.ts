import { SingleTimer, type Disposable, type Env } from '../../../../common/base/index.ts';

/** Milliseconds between two lines. */
const interval = 60_000;

/** Says which runs were refused: the first at once, what follows once a minute and with a count. A flood fills no log. */
export class RefusalLog implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'logger'>;
  readonly #timer = new SingleTimer();
  #isResting = false;
  #more = 0;
  #last = '';

  constructor(env: Pick<Env, 'clock' | 'logger'>) {
    this.#env = env;
  }

  note(author: string, why: string): void {
    this.#last = `${author}: ${why}`;
    if (this.#isResting) this.#more++;
    else this.#say(`refused a run of ${this.#last}`);
  }

  dispose(): void {
    this.#timer.dispose();
  }

  #say(line: string): void {
    this.#env.logger.log('warn', line);
    this.#more = 0;
    this.#isResting = true;
    this.#timer.set(() =>
      this.#env.clock.setTimer(interval, () => {
        this.#isResting = false;
        if (this.#more > 0) this.#say(`refused ${this.#more} runs more within a minute, the last of ${this.#last}`);
      }),
    );
  }
}
