import * as path from 'node:path';
import { tryAcquire } from '../store/index.ts';

/** No window or process has the data of this folder right now. */
export const isFree = (data: string): boolean => {
  try {
    const lock = tryAcquire(path.join(data, 'leader.db'));
    lock?.release();
    return lock !== undefined;
  } catch {
    return false;
  }
};
