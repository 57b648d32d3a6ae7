import type { DatabaseSync } from 'node:sqlite';
import { AppError, diskError } from '../../common/base/index.ts';
import type { Barrier } from './barrier.ts';
import { Checkpoint, type Sync } from './checkpoint.ts';
import { growWal } from './schema.ts';
import { reaches, sizeOf } from './wal.ts';

/** Milliseconds without a commit. */
const idleAfter = 1000;
/** What was deleted leaves the log within this time, milliseconds, several deletions together. */
const wipeWithin = 1000;
/** A disk whose last sync took longer, milliseconds, is left alone: nothing is written while a copy is synced. */
const slowSync = 1000;
const MiB = 1024 * 1024;
/** What the log holds before it is copied into the database: more on a disk that lets others wait longer. 1 MiB takes a millisecond, in which nobody has a turn. */
const minStep = 4 * MiB;
const maxStep = 24 * MiB;
/** Bytes for each millisecond of its last sync. */
const stepPerMs = 262_144;
/** A larger file is given back to the disk. */
const keptBytes = 8 * MiB;
/** Commits between two looks at the log. */
const looksEvery = 8;

interface HousekeepingParts {
  readonly db: DatabaseSync;
  readonly barrier: Barrier;
  readonly sync: Sync;
  /** Of the write-ahead log. */
  readonly wal: number;
  /** Of the database. */
  readonly database: number | undefined;
  /** Bodies have been deleted that may still stand in the log. */
  hasTraces(): boolean;
  wiped(): void;
  /** What waited may be written. */
  rested(): void;
}

/** Keeps the write-ahead log small, and empty of what was deleted: never while the disk is slow. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  readonly #checkpoint: Checkpoint;
  #idle: NodeJS.Timeout | undefined;
  #wipe: NodeJS.Timeout | undefined;
  #commits = 0;
  #grown = false;
  /** A copy begins as soon as everything written is durable. */
  #wanted: 'RESTART' | 'TRUNCATE' | undefined;
  #closed: (() => void) | undefined;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
    this.#checkpoint = new Checkpoint({
      ...parts,
      onEmptied: () => {
        parts.wiped();
        this.#grown = false;
      },
      onEnd: (failure) => this.#onEnd(failure),
    });
    // the first page comes before the housekeeping
    this.#restIdle();
  }

  /** Nothing should be written now. */
  get isResting(): boolean {
    return this.#wanted !== undefined || this.#checkpoint.isRunning;
  }

  onWriting(): void {
    this.#checkpoint.overtake();
  }

  onWritten(): void {
    this.#commits++;
    this.#restIdle();
    if (this.#parts.hasTraces()) this.#wipe ??= setTimeout(() => this.#onWipe(), wipeWithin);
    if (this.#commits % looksEvery === 0 && reaches(this.#parts.wal, this.#step())) this.#rest('RESTART');
  }

  /** Once no sync of its own is under way. */
  close(): Promise<void> {
    clearTimeout(this.#idle);
    clearTimeout(this.#wipe);
    return new Promise((resolve) => {
      this.#closed = resolve;
      if (!this.#checkpoint.isRunning) resolve();
    });
  }

  #step(): number {
    return Math.min(maxStep, Math.max(minStep, stepPerMs * this.#parts.barrier.lastTook));
  }

  #restIdle(): void {
    if (this.#closed !== undefined) return;
    if (this.#idle === undefined) this.#idle = setTimeout(() => this.#onIdle(), idleAfter);
    else this.#idle.refresh();
  }

  #onIdle(): void {
    this.#idle = undefined;
    const { db, barrier, wal } = this.#parts;
    const isLarge = sizeOf(wal) > keptBytes;
    if (this.#commits > 0 && (isLarge || reaches(wal, minStep))) return this.#rest(isLarge ? 'TRUNCATE' : 'RESTART');
    if (this.#grown || this.isResting || barrier.lost !== undefined || barrier.lastTook > slowSync) return;
    this.#grown = true;
    if (!growWal(db, wal)) return;
    barrier.again();
    this.#rest('RESTART');
  }

  #onWipe(): void {
    this.#wipe = undefined;
    if (this.#parts.hasTraces()) this.#rest('TRUNCATE');
  }

  /** Begins once what is written is durable, for which nothing more must be written. */
  #rest(how: 'RESTART' | 'TRUNCATE'): void {
    const { barrier } = this.#parts;
    if (this.#closed !== undefined || barrier.lost !== undefined) return;
    if (barrier.lastTook > slowSync || this.#checkpoint.isRunning) return this.#later();
    const isWanted = this.#wanted !== undefined;
    this.#wanted = this.#wanted === 'TRUNCATE' ? 'TRUNCATE' : how;
    if (!isWanted) barrier.whenDurable(() => this.#copy());
  }

  #copy(): void {
    const how = this.#wanted;
    this.#wanted = undefined;
    if (this.#closed !== undefined || how === undefined) return;
    try {
      if (this.#parts.barrier.lastTook > slowSync) this.#later();
      else return this.#checkpoint.run(how);
    } catch (error) {
      const failure = diskError(error);
      // a full disk has kept everything where it was; what a failed sync has kept nobody knows
      if (failure.code === 'DISK_ERROR') return this.#parts.barrier.lose(failure);
      this.#later();
    }
    this.#parts.rested();
  }

  #onEnd(failure: AppError | undefined): void {
    this.#closed?.();
    if (failure !== undefined) {
      return this.#parts.barrier.lose(new AppError('DISK_ERROR', failure.message, {}, failure));
    }
    this.#commits = 0;
    this.#later();
    this.#parts.rested();
  }

  /** The next pause looks again. */
  #later(): void {
    if (this.#closed !== undefined) return;
    this.#restIdle();
    if (this.#parts.hasTraces()) this.#wipe ??= setTimeout(() => this.#onWipe(), wipeWithin);
  }
}
