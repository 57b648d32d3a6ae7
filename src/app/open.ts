import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { AppError } from '../../common/base/index.ts';
import { openService, type ChatService } from '../client/index.ts';
import { Engine, type ConnectOptions, type OpenOptions } from '../engine/index.ts';
import { tryLead } from '../store/index.ts';
import { inlinePorts } from './inline-port.ts';

/**
 * The chat of this installation, signed in as last time if there was one; `locked` while another window or process has it.
 * Rejects with AppError: NEWER_DATA, DISK_FULL, DISK_ERROR, DATA_DAMAGED, INTERNAL.
 */
export const openChat = async (options: OpenOptions, client?: ConnectOptions): Promise<ChatService | 'locked'> => {
  try {
    await mkdir(options.data, { recursive: true, mode: 0o700 });
    const lock = tryLead(path.join(options.data, 'leader.db'));
    if (lock === undefined) return 'locked';
    const engine = new Engine(options, lock);
    try {
      const ports = inlinePorts();
      engine.connect(ports.engine, client);
      await engine.resume();
      return await openService(ports.client, { logger: options.logger, close: () => engine.close() });
    } catch (error) {
      await engine.close();
      throw error;
    }
  } catch (error) {
    throw AppError.from(error);
  }
};
