import { closeSync, openSync, renameSync } from 'node:fs';
import type { Clock, Logger } from '../../../common/base/index.ts';
import { closeDatabase, openDatabase, type OpenedDatabase } from '../database/open-database.ts';
import { opaqueServer, type OpaqueServer } from '../opaque-server.ts';
import { metaRepository } from '../repositories/meta-repository.ts';
import { trackerIdentity, type TrackerIdentity } from '../tracker-keys.ts';
import { dataFolder, makeFolder, stateOf, type DataFolder } from './data-folder.ts';
import { beginSetup, readSetup } from './setup-file.ts';
import { decideStart, demandSameTracker } from './start-decision.ts';

export interface Storage {
  readonly files: DataFolder;
  readonly opened: OpenedDatabase;
  readonly opaque: OpaqueServer;
  readonly identity: TrackerIdentity;
}

export interface StorageOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Begin without accounts where the database is gone. */
  readonly newDatabase: boolean;
  /** Told after each attempt to write whether it could be done. */
  readonly written: (done: boolean) => void;
}

/**
 * The data folder: two halves that belong together, which the tracker's id in both proves.
 * LOCKED, NEWER_DATA, DATA_DAMAGED, DISK_FULL, or INTERNAL with a sentence for a person.
 */
export const openStorage = async (
  folder: string,
  { logger, clock, newDatabase, written }: StorageOptions,
): Promise<Storage> => {
  makeFolder(folder);
  const files = dataFolder(folder);
  const found = {
    setup: stateOf(files.setup),
    setupInMaking: stateOf(files.setupInMaking),
    database: stateOf(files.database),
  };
  const kind = decideStart(found, files, newDatabase);
  const setup = await (kind === 'first' ? beginSetup(files.setupInMaking) : readSetup(files.setup));
  const identity = trackerIdentity(setup);
  // for its owner's eyes, like the files that SQLite puts beside it
  if (found.database === 'missing') closeSync(openSync(files.database, 'a', 0o600));
  const opened = await openDatabase(files.database, { written });
  try {
    const meta = metaRepository(opened.queries);
    demandSameTracker(await meta.claim(identity.id), identity.id, files);
    if (kind === 'newDatabase') await meta.noteRestored(clock.wall());
    if (kind === 'first') renameSync(files.setupInMaking, files.setup);
  } catch (error) {
    await closeDatabase(opened.queries);
    throw error;
  }
  if (kind === 'first')
    logger.log('info', `Keep ${files.setup} safe, together with the database: without it no one can sign in.`);
  if (kind === 'newDatabase') logger.log('warn', `${files.database} is new: accounts come back with their editors.`);
  return { files, opened, opaque: opaqueServer(setup, identity.id), identity };
};
