import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../common/base/index.ts';
import { backUp, sweepBackups } from './backups.ts';

/** NEWER_DATA for a file that this program must leave as it is. */
export const refuseNewer = (db: DatabaseSync, file: string, { length }: readonly string[]): void => {
  const version = versionOf(db);
  if (version <= length) return;
  throw new AppError('NEWER_DATA', `${file} is of version ${version}; this program knows versions up to ${length}`);
};

/**
 * Brings a database to the version after the last step, all or nothing, after a backup of what was there. When the disk
 * is full or a step fails, the database is as it was. `progress`: of what may take long, before it begins.
 */
export const migrate = async (
  db: DatabaseSync,
  file: string,
  steps: readonly string[],
  progress: (step: 'backup' | 'migration') => void = () => {},
): Promise<void> => {
  const version = versionOf(db);
  if (version === steps.length) return sweepBackups(file, Date.now());
  if (version > 0) progress('backup');
  const copy = version === 0 ? undefined : await backUp(db, file, version, new Date());
  if (version > 0) progress('migration');
  try {
    db.exec('PRAGMA foreign_keys=OFF');
    run(db, steps.slice(version), steps.length);
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    // it is the same as the file itself, which has not changed
    if (copy !== undefined) rmSync(copy, { force: true });
    throw error;
  }
  sweepBackups(file, Date.now());
};

const run = (db: DatabaseSync, steps: readonly string[], version: number): void => {
  db.exec('BEGIN IMMEDIATE');
  for (const step of steps) db.exec(step);
  const [broken] = db.prepare('PRAGMA foreign_key_check').all();
  if (broken !== undefined) throw new AppError('INTERNAL', `a step left a row alone: ${JSON.stringify(broken)}`);
  db.exec(`PRAGMA user_version=${version}; COMMIT`);
};

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
