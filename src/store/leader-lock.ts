import { DatabaseSync } from 'node:sqlite';
import { diskError } from '../../common/base/index.ts';
import { keepPrivate } from './private.ts';

/** The right to run the peer of this installation. */
export interface LeaderLock {
  release(): void;
}

/**
 * Whoever holds the exclusive lock of this file, a database with nothing in it, leads; undefined while somebody else does. Throws DISK_FULL, DISK_ERROR.
 * The kernel frees the lock when a process dies. POSIX drops it when *any* descriptor of the file is closed, so nothing
 * else may ever open, copy or delete the file (protocol.md, One leader for each data folder).
 */
export const tryAcquire = (file: string): LeaderLock | undefined => {
  const db = new DatabaseSync(file, { timeout: 0 });
  keepPrivate(file, 'file');
  try {
    db.exec('PRAGMA locking_mode=EXCLUSIVE');
    db.exec('PRAGMA journal_mode=DELETE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    const failure = diskError(error);
    if (failure.code === 'LOCKED') return undefined;
    throw failure;
  }
};
