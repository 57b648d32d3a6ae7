import { DatabaseSync } from 'node:sqlite';

/** The right to run the peer of this installation. */
export interface Lead {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Whoever holds the exclusive lock of this file, a database with nothing in it, leads; undefined while somebody else does.
 * The kernel frees the lock when a process dies. POSIX drops it when *any* descriptor of the file is closed, so nothing
 * else may ever open, copy or delete the file (protocol.md section 3).
 */
export const tryLead = (file: string): Lead | undefined => {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode=EXCLUSIVE');
    db.exec('PRAGMA journal_mode=DELETE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY) return undefined;
    throw error;
  }
};
