import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { migrate, refuseNewer } from './migrate.ts';
import { migrations } from './migrations.ts';

/** Takes the file for this process alone, and brings it up to date. LOCKED, NEWER_DATA, DISK_FULL … */
export const prepare = async (db: DatabaseSync, file: string): Promise<void> => {
  db.exec('PRAGMA locking_mode=EXCLUSIVE');
  refuseNewer(db, file, migrations);
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  db.exec('PRAGMA secure_delete=ON');
  db.exec('BEGIN IMMEDIATE; COMMIT');
  // a crash may have left there what was deleted
  emptyWal(db);
  await migrate(db, file, migrations);
  db.exec('PRAGMA foreign_keys=ON');
};

/** Answers whether that could be done: a full disk is no reason to fail. */
export const emptyWal = (db: DatabaseSync): boolean => {
  try {
    return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } catch {
    return false;
  }
};

const walBytes = 4 * 1024 * 1024;
/** Pages of 4 KiB. What many commits in a row touch again and again is copied into the database once. */
const checkpointPages = 4096;

/**
 * A WAL that has been grown once is reused from its start: a small commit then costs a quarter (architecture.md).
 * A disk without so much room is no reason to fail.
 */
export const growWal = (db: DatabaseSync, file: string): void => {
  if (sizeOf(`${file}-wal`) >= walBytes) return;
  db.exec('PRAGMA wal_autocheckpoint=0');
  try {
    growBy(db, walBytes);
    db.exec('PRAGMA wal_checkpoint(RESTART)');
  } catch {
    // as it is, then
  }
  db.exec(`PRAGMA wal_autocheckpoint=${checkpointPages}`);
};

/** Writes so many bytes and takes them out again, in one commit. */
export const growBy = (db: DatabaseSync, bytes: number): void => {
  try {
    db.exec('BEGIN IMMEDIATE; CREATE TABLE grow (filler BLOB)');
    db.prepare('INSERT INTO grow VALUES (zeroblob(?))').run(bytes);
    db.exec('DROP TABLE grow; COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
