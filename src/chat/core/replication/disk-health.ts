import {
  AppError,
  attempt,
  Backoff,
  type Disposable,
  type Env,
  type ErrorCode,
  Coalescer,
} from '../../../../common/base/index.ts';
import type { Store } from '../ports.ts';

/** Milliseconds between two tries. */
const minProbeWait = 1000;
const maxProbeWait = 8000;
/** What waits longer than this for the platter, milliseconds, waits for a slow disk. */
const slowAfter = 1000;

/**
 * Knows whether the history can be written. From the first failed commit on nothing is taken from others, and it is tried
 * by itself, with back-off, whether a commit would succeed again; what a person writes is always tried at once.
 */
export class DiskHealth implements Disposable {
  readonly #clock: Env['clock'];
  readonly #store: Pick<Store, 'probe'>;
  readonly #onChange: () => void;
  readonly #backoff: Backoff;
  #failure: AppError | undefined;
  #slow = false;
  readonly #probing: Coalescer;
  #pending: { readonly since: number; readonly timer: Disposable } | undefined;
  #disposed = false;

  constructor({ clock, random }: Pick<Env, 'clock' | 'random'>, store: Pick<Store, 'probe'>, onChange: () => void) {
    this.#clock = clock;
    this.#store = store;
    this.#onChange = onChange;
    this.#probing = new Coalescer(clock, minProbeWait, () => this.#probe());
    this.#backoff = new Backoff(random, minProbeWait, maxProbeWait);
  }

  /** Why the last commit failed; undefined while all is well. */
  get failure(): AppError | undefined {
    return this.#failure;
  }

  get state(): 'ok' | 'slow' | 'full' | 'failing' {
    const code: ErrorCode | undefined = this.#failure?.code;
    if (code === undefined) return this.#slow ? 'slow' : 'ok';
    return code === 'DISK_FULL' ? 'full' : 'failing';
  }

  onFailure(error: AppError): void {
    const before = this.#failure?.code;
    this.#failure = error;
    if (!this.#disposed && !this.#probing.waiting) this.#probing.request(this.#backoff.next());
    if (before !== error.code) this.#onChange();
  }

  onSuccess(): void {
    this.#backoff.reset();
    this.#heal();
  }

  /** When the oldest was written that is not durable yet, by the monotonic clock; undefined when nothing waits. */
  onPending(since: number | undefined): void {
    if (since === this.#pending?.since || this.#disposed) return;
    this.#pending?.timer.dispose();
    this.#pending = undefined;
    const left = since === undefined ? Infinity : since + slowAfter - this.#clock.mono();
    this.#setSlow(left <= 0);
    if (since === undefined || left <= 0) return;
    this.#pending = { since, timer: this.#clock.setTimer(left, () => this.#setSlow(true)) };
  }

  dispose(): void {
    this.#disposed = true;
    this.#probing.dispose();
    this.#pending?.timer.dispose();
  }

  #probe(): void {
    const error = attempt(() => this.#store.probe());
    // the wait begins anew only after a real commit: a disk that takes the probe alone is not asked without pause
    if (error instanceof AppError) this.onFailure(error);
    else this.#heal();
  }

  #heal(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#probing.cancel();
    this.#onChange();
  }

  #setSlow(slow: boolean): void {
    if (slow === this.#slow) return;
    this.#slow = slow;
    if (this.#failure === undefined) this.#onChange();
  }
}
