import { AppError, diskError } from '../../common/base/index.ts';

/** Begins a sync and says when it has ended. */
export type StartSync = (done: (error: unknown) => void) => void;

/**
 * What makes written commits durable: one sync under way at a time, away from this thread. When it ends, everything that was
 * written before it began outlives a power cut; what was written meanwhile is covered by the next one.
 */
export class Barrier {
  readonly #startSync: StartSync;
  readonly #onDurable: (position: number | AppError) => void;
  #written = 0;
  #durable = 0;
  /** When the sync under way began, milliseconds; undefined between two. */
  #since: number | undefined;
  #lost: AppError | undefined;
  #between: (() => void) | undefined;
  #drained: (() => void)[] = [];
  /** How long the last one took, milliseconds. */
  lastTook = 0;

  constructor(startSync: StartSync, onDurable: (position: number | AppError) => void) {
    this.#startSync = startSync;
    this.#onDurable = onDurable;
  }

  /** A sync failed: what it should have covered may be there or not. */
  get lost(): AppError | undefined {
    return this.#lost;
  }

  written(position: number): void {
    this.#written = position;
    if (this.#since === undefined) this.#begin();
  }

  /** Runs as soon as no sync is under way, before the next one begins; the last to ask alone. */
  between(run: () => void): void {
    if (this.#lost !== undefined) return;
    this.#between = run;
    if (this.#since === undefined) this.#runBetween();
  }

  /** Everything written has become durable in another way. */
  cover(): void {
    if (this.#durable === this.#written || this.#lost !== undefined) return;
    this.#durable = this.#written;
    this.#onDurable(this.#durable);
  }

  /** Nothing that is written can be relied on any more. */
  lose(error: AppError): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    this.#onDurable(error);
    this.#tellDrained();
  }

  /** Once no sync is under way and nothing waits for one. */
  drained(): Promise<void> {
    if (this.#since === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  #begin(): void {
    const covered = this.#written;
    this.#since = performance.now();
    this.#startSync((error) => {
      this.lastTook = performance.now() - (this.#since ?? 0);
      this.#since = undefined;
      if (error !== null && error !== undefined) {
        const { message } = diskError(error);
        return this.lose(new AppError('DISK_ERROR', message, {}, error));
      }
      if (this.#lost !== undefined) return this.#tellDrained();
      this.#durable = covered;
      this.#onDurable(covered);
      this.#runBetween();
      if (this.#since !== undefined) return;
      if (this.#written > this.#durable) this.#begin();
      else this.#tellDrained();
    });
  }

  #runBetween(): void {
    const run = this.#between;
    this.#between = undefined;
    run?.();
  }

  #tellDrained(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const resolve of waiting) resolve();
  }
}
