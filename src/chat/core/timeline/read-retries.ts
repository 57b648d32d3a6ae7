import { Coalescer, type AppError, type Disposable, type Env } from '../../../../common/base/index.ts';

/** Milliseconds. */
const retryAfter = 5000;
/** Entries that wait, with all that is to be read about them. */
const maxEntries = 1024;

interface Retry {
  readonly entries: number;
  readonly run: () => void;
}

/** What could not be read from the history and nobody would ask for again: it is read anew until that succeeds. */
export class ReadRetries implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'logger'>;
  #waiting: Retry[] = [];
  #entries = 0;
  readonly #retrying: Coalescer;
  #disposed = false;

  constructor(env: Pick<Env, 'clock' | 'logger'>) {
    this.#env = env;
    this.#retrying = new Coalescer(env.clock, retryAfter, () => this.#run());
  }

  /** `run` reads about as many `entries`; if it fails too it comes here once more. The oldest give way to what is too much. */
  retry(error: AppError, entries: number, run: () => void): void {
    if (this.#disposed) return;
    this.#waiting.push({ entries, run });
    this.#entries += entries;
    while (this.#entries > maxEntries && this.#waiting.length > 1) this.#entries -= this.#waiting.shift()?.entries ?? 0;
    if (this.#retrying.waiting) return;
    this.#env.logger.log('warn', `the history could not be read: ${error.code} ${error.message}`);
    this.#retrying.request();
  }

  dispose(): void {
    this.#disposed = true;
    this.#retrying.dispose();
    this.#waiting = [];
  }

  #run(): void {
    const all = this.#waiting;
    this.#waiting = [];
    this.#entries = 0;
    for (const { run } of all) run();
  }
}
