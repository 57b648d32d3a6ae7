import * as path from 'node:path';
import { tryLead } from '../store/index.ts';

/** No window or process has the data of this folder right now. */
export const isFree = (data: string): boolean => {
  try {
    const lead = tryLead(path.join(data, 'leader.db'));
    lead?.release();
    return lead !== undefined;
  } catch {
    return false;
  }
};
