import { statfs } from 'node:fs/promises';
import type { Clock } from '../../common/base/index.ts';

/** Why a tracker does not serve as it should. */
export type Trouble = 'disk' | 'database' | 'clock' | 'closing';

/** Bytes free on the disk of the data below which it is said. */
const minFree = 64 * 1024 * 1024;
/** Milliseconds by which the clocks of those who come may differ from ours, in the middle; of so many who came last, at least so many. */
const clockOff = 5 * 60_000;
const clocksRemembered = 31;
const clocksNeeded = 3;

/** What GET /readyz says: whether whoever watches the tracker should look at it. It serves what it can all the same. */
export class Readiness {
  readonly #folder: string;
  readonly #clock: Pick<Clock, 'wall'>;
  /** Theirs less ours, newest last. */
  readonly #differences: number[] = [];
  #written = true;
  #sound = true;
  #closing = false;

  constructor(folder: string, clock: Pick<Clock, 'wall'>) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Something could be written to the database, or not. */
  readonly written = (done: boolean): void => {
    this.#written = done;
  };

  /** The database was looked through. */
  found(sound: boolean): void {
    this.#sound = sound;
  }

  closing(): void {
    this.#closing = true;
  }

  /** Somebody's clock shows this now. */
  heardClock(wall: number): void {
    this.#differences.push(wall - this.#clock.wall());
    if (this.#differences.length > clocksRemembered) this.#differences.shift();
  }

  async troubles(): Promise<readonly Trouble[]> {
    const all: Readonly<Record<Trouble, boolean>> = {
      disk: !this.#written || (await this.#free()) < minFree,
      database: !this.#sound,
      clock: this.#clockIsOff(),
      closing: this.#closing,
    };
    return (['disk', 'database', 'clock', 'closing'] as const).filter((one) => all[one]);
  }

  async #free(): Promise<number> {
    try {
      const { bavail, bsize } = await statfs(this.#folder);
      return bavail * bsize;
    } catch {
      return 0;
    }
  }

  #clockIsOff(): boolean {
    if (this.#differences.length < clocksNeeded) return false;
    const sorted = this.#differences.toSorted((a, b) => a - b);
    return Math.abs(sorted[Math.floor(sorted.length / 2)] ?? 0) >= clockOff;
  }
}
