import { headlessLimits } from './limits.ts';

/** See `headlessLimits`. */
interface FlowLimits {
  readonly unanswered: number;
  readonly underWay: number;
}

/** How much is under way, and when more may be read. */
export class Flow {
  readonly #unread: () => number;
  readonly #limits: FlowLimits;
  #commands = 0;
  #bytes = 0;
  #stopped = false;
  #waiting: (() => void) | undefined;
  #idle: (() => void)[] = [];

  /** `unread`: bytes of output that nobody has read. */
  constructor(unread: () => number, limits: FlowLimits = headlessLimits) {
    this.#unread = unread;
    this.#limits = limits;
  }

  get isFull(): boolean {
    if (this.#stopped) return false;
    const { unanswered, underWay } = this.#limits;
    return this.#commands >= unanswered || this.#bytes + this.#unread() > underWay;
  }

  /** Nothing more is to be read. */
  get stopped(): boolean {
    return this.#stopped;
  }

  begin(bytes: number): void {
    this.#commands++;
    this.#bytes += bytes;
  }

  end(bytes: number): void {
    this.#commands--;
    this.#bytes -= bytes;
    this.look();
  }

  /** Something has been answered, or read. */
  look(): void {
    if (!this.isFull) {
      this.#waiting?.();
      this.#waiting = undefined;
    }
    if (this.#commands > 0) return;
    for (const done of this.#idle) done();
    this.#idle = [];
  }

  stop(): void {
    this.#stopped = true;
    this.look();
  }

  /** As soon as more may be read. One may wait at a time. */
  room(): Promise<void> {
    if (!this.isFull) return Promise.resolve();
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  /** As soon as everything is answered. */
  idle(): Promise<void> {
    if (this.#commands === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }
}
