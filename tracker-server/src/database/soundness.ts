import type { DatabaseSync } from 'node:sqlite';
import { AppError, diskError } from '../../../common/base/index.ts';

const damaged = (file: string, what: string): AppError =>
  new AppError('DATA_DAMAGED', `${file} is damaged (${what}): restore a backup; rooms come back from the editors.`);

/** Throws DATA_DAMAGED, with file and remedy, unless SQLite finds the file sound. */
export const demandSound = (db: DatabaseSync, file: string): void => {
  const found = explained(file, () => db.prepare('pragma quick_check(1)').get()?.['quick_check']);
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
