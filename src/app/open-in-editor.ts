import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError, type Clock } from '../../common/base/index.ts';
import { openService, type ChatService, type ServiceOptions } from '../client/index.ts';
import type { EngineServer } from '../engine/index.ts';
import type { OpenOptions } from './engine-options.ts';
import { inlineEngine } from './inline-engine.ts';
import { isAnyWedged, workerEngine } from './worker-engine.ts';

/** As `openChat`, with the engine in a thread of its own; on this one for debugging, where P2P_CHAT_ENGINE says `inline`. */
export const openInEditor = async (
  options: OpenOptions,
  clock: Clock,
  more: Pick<ServiceOptions, 'onEngine' | 'onSlowStep' | 'onCancel'> = {},
): Promise<ChatService | 'locked'> => {
  // it holds the data, and no other window has it
  if (isAnyWedged()) throw new AppError('ENGINE_FAILED', 'the engine of before has not ended yet');
  const file = path.join(options.workers, 'engine.js');
  const inline = process.env['P2P_CHAT_ENGINE'] === 'inline';
  // not bundled here: an editor that does not debug never reads it on its own thread
  const spawn = inline
    ? inlineEngine(((await import(pathToFileURL(file).href)) as EngineModule).EngineServer, options)
    : workerEngine(file, options);
  return openService({ spawn, clock, logger: options.logger, ...more });
};

interface EngineModule {
  readonly EngineServer: typeof EngineServer;
}
