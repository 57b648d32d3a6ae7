import type { DatabaseSync } from 'node:sqlite';
import { diskError } from '../../common/base/index.ts';
import type { Barrier } from './barrier.ts';
import { checkpoint, growWal } from './schema.ts';
import { reaches, sizeOf } from './wal.ts';

/** Milliseconds without a commit. */
const idleAfter = 1000;
/** What was deleted leaves the log within this time, milliseconds, several deletions together. */
const wipeWithin = 1000;
/** A disk whose last sync took longer, milliseconds, is left alone: a checkpoint syncs on this thread. */
const slowSync = 1000;
const MiB = 1024 * 1024;
/** What the log holds before it is copied into the database while nothing else happens, and in any case. */
const idleBytes = 4 * MiB;
const mostBytes = 64 * MiB;
/** A larger file is given back to the disk. */
const keptBytes = 8 * MiB;
/** Commits between two looks at the log. */
const looksEvery = 64;

interface HousekeepingParts {
  readonly db: DatabaseSync;
  readonly barrier: Barrier;
  /** Of the write-ahead log. */
  readonly fd: number;
  /** Bodies have been deleted that may still stand in the log. */
  hasTraces(): boolean;
  wiped(): void;
}

/** Keeps the write-ahead log small, and empty of what was deleted: in pauses, and never while the disk is slow. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  #idle: NodeJS.Timeout | undefined;
  #wipe: NodeJS.Timeout | undefined;
  #commits = 0;
  #grown = false;
  #closed = false;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
    // the first page comes before the housekeeping
    this.#restIdle();
  }

  onWritten(): void {
    this.#commits++;
    this.#restIdle();
    if (this.#parts.hasTraces()) this.#wipe ??= setTimeout(() => this.#onWipe(), wipeWithin);
    if (this.#commits % looksEvery === 0 && reaches(this.#parts.fd, mostBytes)) this.#between(() => this.#checkpoint());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#idle);
    clearTimeout(this.#wipe);
  }

  #restIdle(): void {
    if (this.#idle === undefined) this.#idle = setTimeout(() => this.#onIdle(), idleAfter);
    else this.#idle.refresh();
  }

  #onIdle(): void {
    this.#idle = undefined;
    this.#between(() => {
      if (this.#commits > 0 && reaches(this.#parts.fd, idleBytes)) this.#checkpoint();
      if (!this.#grown) this.#grow();
    });
  }

  #onWipe(): void {
    this.#wipe = undefined;
    this.#between(() => {
      if (this.#parts.hasTraces()) this.#checkpoint('TRUNCATE');
    });
  }

  #between(run: () => void): void {
    const { barrier } = this.#parts;
    barrier.between(() => {
      if (this.#closed || barrier.lost !== undefined) return;
      if (barrier.lastTook > slowSync) return this.#later();
      run();
    });
  }

  /** The next pause tries again. */
  #later(): void {
    this.#restIdle();
    if (this.#parts.hasTraces()) this.#wipe ??= setTimeout(() => this.#onWipe(), wipeWithin);
  }

  /** Whatever it copies is durable: nothing more is to be synced. */
  #checkpoint(how: 'RESTART' | 'TRUNCATE' = sizeOf(this.#parts.fd) > keptBytes ? 'TRUNCATE' : 'RESTART'): void {
    const { db, barrier } = this.#parts;
    try {
      checkpoint(db, how);
    } catch (error) {
      const failure = diskError(error);
      // a full disk has kept everything where it was; what a failed sync has kept nobody knows
      if (failure.code === 'DISK_ERROR') return barrier.lose(failure);
      return this.#later();
    }
    this.#commits = 0;
    barrier.cover();
    if (how !== 'TRUNCATE') return;
    this.#parts.wiped();
    this.#grown = false;
    this.#restIdle();
  }

  #grow(): void {
    this.#grown = true;
    growWal(this.#parts.db, this.#parts.fd);
    this.#parts.barrier.cover();
  }
}
