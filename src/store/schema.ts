import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../common/base/index.ts';
import { migrate, refuseNewer } from './migrate.ts';
import { migrations } from './migrations.ts';
import { sizeOf } from './wal.ts';

/** Takes the file for this process alone, and brings it up to date. LOCKED, NEWER_DATA, DISK_FULL … */
export const prepare = async (
  db: DatabaseSync,
  file: string,
  progress?: Parameters<typeof migrate>[3],
): Promise<void> => {
  const unclean = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  db.exec('PRAGMA locking_mode=EXCLUSIVE');
  refuseNewer(db, file, migrations);
  db.exec('PRAGMA journal_mode=WAL');
  // a commit does not wait for the platter: the barrier does, elsewhere
  db.exec('PRAGMA synchronous=NORMAL');
  db.exec('PRAGMA wal_autocheckpoint=0');
  db.exec('PRAGMA secure_delete=ON');
  db.exec('BEGIN IMMEDIATE; COMMIT');
  if (unclean) check(db, file);
  emptyWal(db);
  await migrate(db, file, migrations, progress);
  db.exec('PRAGMA foreign_keys=ON');
};

/** A crash may have left in the log what was deleted. A full disk is no reason to fail. */
const emptyWal = (db: DatabaseSync): void => {
  try {
    checkpoint(db, 'TRUNCATE');
  } catch {
    // the next deletion, or the next start, tries again
  }
};

/** DATA_DAMAGED where the tables of a program that did not end in order are not whole. */
const check = (db: DatabaseSync, file: string): void => {
  const said = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (said !== 'ok') throw new AppError('DATA_DAMAGED', `${file}: ${String(said)}`);
};

/** Copies the log into the database; syncs both, on this thread, unless `withoutSyncs`. Throws where it fails. */
export const checkpoint = (db: DatabaseSync, how: 'PASSIVE' | 'RESTART' | 'TRUNCATE'): void => {
  const { busy } = db.prepare(`PRAGMA wal_checkpoint(${how})`).get() ?? {};
  if (busy !== 0) throw new AppError('LOCKED', 'the write-ahead log is in use');
};

/** What SQLite does meanwhile waits for no disk: whoever calls sees to what must be durable before what. */
export const withoutSyncs = (db: DatabaseSync, run: () => void): void => {
  db.exec('PRAGMA synchronous=OFF');
  try {
    run();
  } finally {
    db.exec('PRAGMA synchronous=NORMAL');
  }
};

/** Begins the log anew with one page: whatever a power cut leaves of that is either no log or its beginning. */
export const beginLog = (db: DatabaseSync): void => {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  db.exec(`PRAGMA user_version = ${version}`);
};

const walBytes = 4 * 1024 * 1024;

/**
 * A log that has been grown once is reused from its start, once it has been copied: a small commit then costs a quarter. True if
 * it grew; a disk without so much room is no reason to fail.
 */
export const growWal = (db: DatabaseSync, fd: number): boolean => {
  if (sizeOf(fd) >= walBytes) return false;
  try {
    reserveSpace(db, walBytes);
    return true;
  } catch {
    return false;
  }
};

/** Writes so many bytes and takes them out again, in one commit. */
export const reserveSpace = (db: DatabaseSync, bytes: number): void => {
  try {
    db.exec('BEGIN IMMEDIATE; CREATE TABLE grow (filler BLOB)');
    db.prepare('INSERT INTO grow VALUES (zeroblob(?))').run(bytes);
    db.exec('DROP TABLE grow; COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};
