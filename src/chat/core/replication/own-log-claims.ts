import { BoundedMap, type Disposable, type Env } from '../../../../common/base/index.ts';
import type { AuthorKey, Certificate, DeviceKey, LogKey, RoomKey } from '../../../../common/model/index.ts';

/** Milliseconds after the first link of a start in which what I write waits for more of my own log. */
const waitFor = 2000;
/** Milliseconds for which a device that said more of my log than it could show is not asked for it. */
const ignoreFor = 3_600_000;
const maxIgnored = 1024;

/**
 * What others say of my own logs. A restored folder lacks their ends, so what is written right after a start waits a moment for
 * them; anybody can say a number, so nothing else ever waits. Proof is an entry with my signature alone.
 */
export class OwnLogClaims implements Disposable {
  readonly #env: Pick<Env, 'clock'>;
  readonly #me: AuthorKey;
  readonly #onOver: () => void;
  #until: number | undefined;
  #timer: Disposable | undefined;
  /** Until when, by device and log. */
  #ignored = new BoundedMap<string, number>(maxIgnored);

  /** `onOver`: what waited may be written, and nothing waits any more. */
  constructor(env: Pick<Env, 'clock'>, me: Pick<Certificate, 'author'>, onOver: () => void) {
    this.#env = env;
    this.#me = me.author;
    this.#onOver = onOver;
  }

  /** Somebody is linked. */
  onLink(): void {
    this.#until ??= this.#env.clock.mono() + waitFor;
  }

  /** Whether what I write waits for a claim: then `onOver` follows. */
  delays(): boolean {
    const { clock } = this.#env;
    const left = (this.#until ?? -Infinity) - clock.mono();
    if (left <= 0) return false;
    this.#timer ??= clock.setTimer(left, this.#onOver);
    return true;
  }

  isIgnored(from: DeviceKey, room: RoomKey, log: LogKey): boolean {
    return (this.#ignored.get(from + room + log) ?? 0) > this.#env.clock.mono();
  }

  /** It was asked for this log, and its answer did not bring what it had said. */
  unproved(from: DeviceKey, room: RoomKey, log: LogKey, author: AuthorKey | undefined): void {
    if (author === this.#me) this.#ignored.set(from + room + log, this.#env.clock.mono() + ignoreFor);
  }

  /** What was refused, or could not be kept, may be taken now. */
  forgive(): void {
    this.#ignored = new BoundedMap(maxIgnored);
  }

  dispose(): void {
    this.#timer?.dispose();
  }
}
