import { fdatasyncSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { attempt, type AppError, diskError } from '../../common/base/index.ts';
import { beginLog, checkpoint, withoutSyncs } from './schema.ts';

/** Syncs what was written by a descriptor, away from this thread. */
export type Sync = (fd: number, done: (error: unknown) => void) => void;

export interface CheckpointParts {
  readonly db: DatabaseSync;
  readonly sync: Sync;
  /** Of the write-ahead log. */
  readonly wal: number;
  /** Of the database; undefined: SQLite syncs it, on this thread. */
  readonly database: number | undefined;
  /** The log has no length any more. */
  readonly onEmptied: () => void;
  /** `failure`: what a sync should have kept may be there or not. */
  readonly onEnd: (failure: AppError | undefined) => void;
}

/**
 * Copies the write-ahead log, which is durable, into the database. SQLite copies on this thread and syncs nothing; the syncs run
 * elsewhere, one after the other, and until they have ended nothing should be written: the next commit begins the log anew, over what
 * the database may not have kept yet, and that beginning must be durable before what follows it.
 */
export class Checkpoint {
  readonly #parts: CheckpointParts;
  /** What is being synced. */
  #syncing: number | undefined;
  /** Somebody wrote all the same, and has waited for the disk himself. */
  #overtaken = false;

  constructor(parts: CheckpointParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#syncing !== undefined;
  }

  /** Throws where the copy fails; the log is as it was. */
  run(how: 'RESTART' | 'TRUNCATE'): void {
    const { db, wal, database, onEmptied, onEnd } = this.#parts;
    if (database === undefined) {
      checkpoint(db, how);
      if (how === 'TRUNCATE') onEmptied();
      return onEnd(undefined);
    }
    withoutSyncs(db, () => checkpoint(db, 'PASSIVE'));
    this.#sync(database, (failure) => {
      if (failure !== undefined || this.#overtaken) return onEnd(failure);
      attempt(() => {
        // everything is in the database, so this only cuts the log off
        if (how === 'TRUNCATE') {
          checkpoint(db, 'TRUNCATE');
          onEmptied();
        }
        withoutSyncs(db, () => beginLog(db));
      });
      this.#sync(wal, onEnd);
    });
  }

  /** Before a write that cannot wait: what it must not overtake is synced here and now. */
  overtake(): void {
    if (this.#syncing === undefined || this.#overtaken) return;
    fdatasyncSync(this.#syncing);
    this.#overtaken = true;
  }

  #sync(fd: number, then: (failure: AppError | undefined) => void): void {
    this.#syncing = fd;
    this.#overtaken = false;
    this.#parts.sync(fd, (error) => {
      this.#syncing = undefined;
      then(error === null || error === undefined ? undefined : diskError(error));
    });
  }
}
