import type { Clock, Disposable, Event } from '../../common/base/index.ts';
import type { UiState } from './ui-state.ts';

interface LockedHolder {
  readonly uiState: UiState;
  readonly onDidChange: Event<UiState>;
  open(): Promise<unknown>;
}

export interface TakeoverOptions {
  /** No window has the account. One cheap look; must not reject. */
  readonly isFree: () => Promise<boolean>;
  /** Somebody looks at this window. */
  readonly isFocused: () => boolean;
}

/** Milliseconds between two looks. */
const pollMs = 1000;
/** A window that reloads has its account back within so many milliseconds: one that nobody looks at waits for it. */
const reloadMs = 6000;

/** While another window has the account, this one waits for its end and goes on with it. */
export class Takeover implements Disposable {
  readonly #holder: LockedHolder;
  readonly #clock: Clock;
  readonly #options: TakeoverOptions;
  readonly #watch: Disposable;
  #timer: Disposable | undefined;
  /** Since when no window has had it, on the monotonic clock. */
  #freeSince: number | undefined;
  #disposed = false;

  constructor(holder: LockedHolder, clock: Clock, options: TakeoverOptions) {
    this.#holder = holder;
    this.#clock = clock;
    this.#options = options;
    this.#watch = holder.onDidChange(() => this.#follow());
    this.#follow();
  }

  dispose(): void {
    this.#disposed = true;
    this.#watch.dispose();
    this.#stop();
  }

  #stop(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#freeSince = undefined;
  }

  #follow(): void {
    if (this.#holder.uiState.service !== 'otherWindow') this.#stop();
    else this.#timer ??= this.#clock.setTimer(pollMs, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    const isFree = await this.#options.isFree();
    if (this.#disposed || this.#timer === undefined) return;
    this.#timer = undefined;
    const now = this.#clock.mono();
    this.#freeSince = isFree ? (this.#freeSince ?? now) : undefined;
    const isMine = this.#freeSince !== undefined && (this.#options.isFocused() || now - this.#freeSince >= reloadMs);
    // another window may be faster: then this one goes on waiting
    if (isMine) await this.#holder.open().catch(() => {});
    if (!this.#disposed) this.#follow();
  }
}
