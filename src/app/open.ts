import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { AppError } from '../../common/base/index.ts';
import type { ChatService } from '../chat/index.ts';
import { tryLead } from '../store/index.ts';
import { Leader } from './leader.ts';
import type { OpenOptions } from './options.ts';

/**
 * The chat of this installation, signed in as last time if there was one; `locked` while another window or process has it.
 * Rejects with AppError: NEWER_DATA, DISK_FULL, DISK_ERROR, DATA_DAMAGED, INTERNAL.
 */
export const openChat = async (options: OpenOptions): Promise<ChatService | 'locked'> => {
  try {
    await mkdir(options.data, { recursive: true, mode: 0o700 });
    const lock = tryLead(path.join(options.data, 'leader.db'));
    if (lock === undefined) return 'locked';
    const leader = new Leader(options, lock);
    try {
      await leader.resume();
      return leader;
    } catch (error) {
      await leader.close();
      throw error;
    }
  } catch (error) {
    throw AppError.from(error);
  }
};
