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
  #whenDurable: (() => void) | undefined;
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

  /** Syncs although no commit has come. */
  again(): void {
    if (this.#since === undefined) this.#begin();
  }

  get durable(): number {
    return this.#durable;
  }

  /** Runs as soon as everything written is durable; the last to ask alone. */
  whenDurable(run: () => void): void {
    if (this.#lost !== undefined) return;
    this.#whenDurable = run;
    if (this.#since === undefined) this.#runWhenDurable();
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
      // whoever heard that may have written, and so begun the next one
      if (this.#since !== undefined) return;
      if (this.#written > this.#durable) return this.#begin();
      this.#runWhenDurable();
      this.#tellDrained();
    });
  }

  #runWhenDurable(): void {
    const run = this.#whenDurable;
    this.#whenDurable = undefined;
    run?.();
  }

  #tellDrained(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const resolve of waiting) resolve();
  }
}
