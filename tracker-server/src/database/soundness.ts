import type { DatabaseSync } from 'node:sqlite';
import { AppError, diskError } from '../../../common/base/index.ts';

const damaged = (file: string, what: string): AppError =>
  new AppError('DATA_DAMAGED', `${file} is damaged (${what}): restore a backup; rooms come back from the editors.`);

/** Throws DATA_DAMAGED, with file and remedy, unless SQLite finds the file sound. */
export const demandSound = (db: DatabaseSync, file: string): void => demand('quick_check', db, file);

/** The same, and that the indexes say what the tables say. */
export const demandIntegrity = (db: DatabaseSync, file: string): void => demand('integrity_check', db, file);

const demand = (check: 'quick_check' | 'integrity_check', db: DatabaseSync, file: string): void => {
  const found = explained(file, () => db.prepare(`pragma ${check}(1)`).get()?.[check]);
  if (found !== 'ok') throw damaged(file, String(found).trim().replace(/\s+/g, ' '));
};

/** What SQLite throws about a file's content becomes DATA_DAMAGED, with file and remedy. */
export const explained = <T>(file: string, run: () => T): T => {
  try {
    return run();
  } catch (thrown) {
    const error = diskError(thrown);
    throw error.code === 'DATA_DAMAGED' ? damaged(file, error.message) : error;
  }
};
