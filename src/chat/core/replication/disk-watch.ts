import { Backoff, type AppError, type Disposable, type Env, type ErrorCode } from '../../../../common/base/index.ts';
import type { Store } from '../ports.ts';

/** Milliseconds between two tries. */
const probeLeast = 1000;
const probeMost = 8000;

/**
 * Knows whether the history can be written. From the first failed commit on nothing is taken from others, and it is tried
 * by itself, with back-off, whether a commit would succeed again; what a person writes is always tried at once.
 */
export class DiskWatch implements Disposable {
  readonly #clock: Env['clock'];
  readonly #store: Pick<Store, 'probe'>;
  readonly #onChange: (trouble: AppError | undefined) => void;
  readonly #backoff: Backoff;
  #trouble: AppError | undefined;
  #timer: Disposable | undefined;
  #probing = false;
  #disposed = false;

  constructor(
    { clock, random }: Pick<Env, 'clock' | 'random'>,
    store: Pick<Store, 'probe'>,
    onChange: (trouble: AppError | undefined) => void,
  ) {
    this.#clock = clock;
    this.#store = store;
    this.#onChange = onChange;
    this.#backoff = new Backoff(random, probeLeast, probeMost);
  }

  /** Why the last commit failed; undefined while all is well. */
  get trouble(): ErrorCode | undefined {
    return this.#trouble?.code;
  }

  failed(error: AppError): void {
    const before = this.trouble;
    this.#trouble = error;
    if (!this.#probing && !this.#disposed) {
      this.#timer ??= this.#clock.after(this.#backoff.next(), () => this.#probe());
    }
    if (before !== error.code) this.#onChange(error);
  }

  worked(): void {
    this.#backoff.reset();
    this.#heal();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  #probe(): void {
    this.#timer = undefined;
    this.#probing = true;
    this.#store.probe((error) => {
      this.#probing = false;
      if (this.#disposed || this.#trouble === undefined) return;
      // the wait begins anew only after a real commit: a disk that takes the probe alone is not asked without pause
      if (error === undefined) this.#heal();
      else this.failed(error);
    });
  }

  #heal(): void {
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#onChange(undefined);
  }
}
