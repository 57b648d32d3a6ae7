import type { AppError, Disposable, Env } from '../../../../common/base/index.ts';

/** Milliseconds. */
const againAfter = 5000;
/** Entries that wait, with all that is to be read about them. */
const maxEntries = 1024;

interface Reread {
  readonly entries: number;
  readonly again: () => void;
}

/** What could not be read from the history and nobody would ask for again: it is read anew until that succeeds. */
export class Rereads implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'logger'>;
  #waiting: Reread[] = [];
  #entries = 0;
  #timer: Disposable | undefined;
  #disposed = false;

  constructor(env: Pick<Env, 'clock' | 'logger'>) {
    this.#env = env;
  }

  /** `again` reads about as many `entries`; if it fails too it comes here once more. The oldest give way to what is too much. */
  failed(error: AppError, entries: number, again: () => void): void {
    if (this.#disposed) return;
    this.#waiting.push({ entries, again });
    this.#entries += entries;
    while (this.#entries > maxEntries && this.#waiting.length > 1) this.#entries -= this.#waiting.shift()?.entries ?? 0;
    if (this.#timer !== undefined) return;
    this.#env.logger.log('warn', `the history could not be read: ${error.code} ${error.message}`);
    this.#timer = this.#env.clock.after(againAfter, () => this.#run());
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#waiting = [];
  }

  #run(): void {
    const all = this.#waiting;
    this.#timer = undefined;
    this.#waiting = [];
    this.#entries = 0;
    for (const { again } of all) again();
  }
}
