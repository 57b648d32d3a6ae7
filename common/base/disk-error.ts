import { AppError, type ErrorCode } from './app-error.ts';

/** Primary result codes (sqlite.org/rescode.html); extended ones carry them in the low byte. */
const codes: ReadonlyMap<number, ErrorCode> = new Map([
  [5, 'LOCKED'], // BUSY
  [8, 'DISK_ERROR'], // READONLY
  [10, 'DISK_ERROR'], // IOERR
  [11, 'DATA_DAMAGED'], // CORRUPT
  [13, 'DISK_FULL'], // FULL
  [14, 'DISK_ERROR'], // CANTOPEN
  [26, 'DATA_DAMAGED'], // NOTADB
]);
const fileCodes: ReadonlyMap<string, ErrorCode> = new Map([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EIO', 'DISK_ERROR'],
  ['EROFS', 'DISK_ERROR'],
  ['EACCES', 'DISK_ERROR'],
]);

/** What SQLite or the file system threw, with the code that people are told about. */
export const diskError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const { errcode, code } = error as { errcode?: number; code?: string };
  const known = codes.get((errcode ?? 0) % 256) ?? fileCodes.get(code ?? '');
  return known === undefined ? AppError.from(error) : new AppError(known, (error as Error).message, {}, error);
};
