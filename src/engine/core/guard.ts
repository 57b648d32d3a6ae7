import type { Handling } from '../../../common/protocol/chat/index.ts';

/**
 * Between the world and the cores: what the world calls runs in here. What is thrown is a defect, after which nothing runs any more,
 * and it is told with what was being handled, so that the next engine does not meet it again.
 */
export class Guard {
  readonly #onDefect: (error: unknown, handling: Handling | undefined) => void;
  #handling: Handling | undefined;
  #stopped = false;

  constructor(onDefect: (error: unknown, handling: Handling | undefined) => void) {
    this.#onDefect = onDefect;
  }

  /** What is being handled right now. */
  get handling(): Handling | undefined {
    return this.#handling;
  }

  /** Something from outside. Never throws. */
  run(run: () => void): void {
    if (this.#stopped) return;
    const outer = this.#handling;
    try {
      run();
    } catch (error) {
      this.stop();
      this.#onDefect(error, this.#handling);
    }
    this.#handling = outer;
  }

  /** Nothing runs any more. */
  stop(): void {
    this.#stopped = true;
  }

  /** Within `run`: this is what it is about. After a throw it still is. */
  handle(handling: Handling, run: () => void): void {
    const outer = this.#handling;
    this.#handling = handling;
    run();
    this.#handling = outer;
  }
}
