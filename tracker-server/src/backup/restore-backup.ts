import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { AppError } from '../../../common/base/index.ts';
import { closeDatabase, openDatabase } from '../database/open-database.ts';
import { metaRepository } from '../repositories/meta-repository.ts';
import { dataFolder, makeFolder } from '../storage/data-folder.ts';
import type { Manifest } from './manifest.ts';
import { takeOut } from './verify-backup.ts';

/**
 * Puts a backup into an empty folder, verified, with a note of when: whoever came after it was made can come back.
 * A restore that was killed may be begun again. BAD_REQUEST for a folder that holds anything else.
 */
export const restoreBackup = async (file: string, folder: string, now: number): Promise<Manifest> => {
  makeFolder(folder);
  const inMaking = path.join(folder, 'restoring');
  rmSync(inMaking, { recursive: true, force: true });
  if (readdirSync(folder).length > 0)
    throw new AppError('BAD_REQUEST', `${folder} is not empty: a backup is restored into an empty folder`);
  mkdirSync(inMaking, { mode: 0o700 });
  try {
    const manifest = await takeOut(file, inMaking);
    const [from, to] = [dataFolder(inMaking), dataFolder(folder)];
    const { queries } = await openDatabase(from.database);
    try {
      await metaRepository(queries).noteRestored(now);
    } finally {
      await closeDatabase(queries);
    }
    renameSync(from.database, to.database);
    renameSync(from.setup, to.setup);
    return manifest;
  } finally {
    rmSync(inMaking, { recursive: true, force: true });
  }
};
