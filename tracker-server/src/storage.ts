import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import * as path from 'node:path';
import { AppError, type Logger } from '../../common/base/index.ts';
import { openDatabase } from './database/open-database.ts';
import type { Database } from './database/schema.ts';
import { trackerIdentity, type TrackerIdentity } from './tracker-keys.ts';
import { openSetup, opaqueServer, type OpaqueServer } from './opaque-server.ts';

export interface Storage {
  readonly db: Database;
  readonly opaque: OpaqueServer;
  readonly identity: TrackerIdentity;
}

/**
 * The data folder: `tracker.db` and, for the passwords, `opaque.setup`. Both must be kept together.
 * LOCKED, NEWER_DATA, DISK_FULL, or INTERNAL with a sentence for a person.
 */
export const openStorage = async (folder: string, logger: Logger): Promise<Storage> => {
  makeFolder(folder);
  const file = path.join(folder, 'tracker.db');
  const setupFile = path.join(folder, 'opaque.setup');
  const isNew = !existsSync(file);
  const setup = await openSetup(setupFile, isNew);
  const identity = trackerIdentity(setup);
  const opaque = opaqueServer(setup, identity.id);
  if (isNew) logger.log('info', `Keep ${setupFile} safe, together with the database: without it no one can sign in.`);
  // for its owner's eyes, like the files that SQLite puts beside it
  if (isNew) closeSync(openSync(file, 'a', 0o600));
  return { db: await openDatabase(file), opaque, identity };
};

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new AppError('INTERNAL', `The data folder ${folder} is not writable.`, {}, error);
  }
};
