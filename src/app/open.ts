import { openService, type ChatService, type ServiceOptions } from '../client/index.ts';
import { EngineServer } from '../engine/index.ts';
import { nodeClock } from '../runtime/index.ts';
import type { OpenOptions } from './engine-options.ts';
import { inlineEngine } from './inline-engine.ts';

/**
 * The chat of this installation with its engine on this thread, signed in as last time if there was one; `locked` while another window
 * or process has it. Rejects with AppError: NEWER_DATA, DISK_FULL, DISK_ERROR, DATA_DAMAGED, ENGINE_FAILED, INTERNAL.
 */
export const openChat = (
  options: OpenOptions,
  more: Pick<ServiceOptions, 'onEngine' | 'onCancel'> = {},
): Promise<ChatService | 'locked'> =>
  openService({ spawn: inlineEngine(EngineServer, options), clock: nodeClock, logger: options.logger, ...more });
