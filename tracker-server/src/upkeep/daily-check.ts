import { AppError, SingleTimer, type Clock, type Disposable, type Logger } from '../../../common/base/index.ts';

export interface DailyCheckParts {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly logger: Logger;
  /** Copies the database, looks through the copy and takes it away; answers what is wrong. */
  look(): Promise<string | undefined>;
  found(sound: boolean): void;
}

/** Milliseconds between two looks. */
const checkEvery = 86_400_000;

/** Looks through the database once a day: damage is found while there is a backup from before it. */
export class DailyCheck implements Disposable {
  readonly #parts: DailyCheckParts;
  readonly #timer = new SingleTimer();
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: DailyCheckParts) {
    this.#parts = parts;
    this.#wait();
  }

  /** No look begins any more. */
  dispose(): void {
    this.#timer.dispose();
  }

  /** The look that goes on has ended. */
  settled(): Promise<void> {
    return this.#looking;
  }

  #wait(): void {
    this.#timer.set(() =>
      this.#parts.clock.setTimer(checkEvery, () => {
        this.#looking = this.#look();
      }),
    );
  }

  async #look(): Promise<void> {
    const { logger } = this.#parts;
    try {
      const problem = await this.#parts.look();
      if (problem !== undefined) logger.log('error', problem);
      this.#parts.found(problem === undefined);
    } catch (error) {
      // such as a full disk: nothing is known of the database
      logger.log('warn', `the database was not looked through: ${AppError.from(error).message}`);
    }
    this.#wait();
  }
}
