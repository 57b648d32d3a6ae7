import { createHash } from 'node:crypto';
import { createReadStream, existsSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../common/base/index.ts';
import { copyDatabase } from '../database/copy.ts';
import { versionOf } from '../database/open-database.ts';
import type { DataFolder } from '../storage/data-folder.ts';
import { writeArchive } from './archive.ts';
import type { Manifest } from './manifest.ts';

export interface BackupSource {
  readonly connection: DatabaseSync;
  readonly files: DataFolder;
  readonly trackerId: string;
  /** Wall clock. */
  readonly now: number;
}

export const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

/**
 * Puts both halves into one file, while the tracker serves.
 * @param to a file that is not there yet
 */
export const makeBackup = async (
  { connection, files, trackerId, now }: BackupSource,
  to: string,
): Promise<Manifest> => {
  if (existsSync(to)) throw new AppError('BAD_REQUEST', `${to} is there already`);
  const copy = `${to}.db`;
  try {
    await copyDatabase(connection, copy);
    const sha256 = { setup: await sha256Of(files.setup), database: await sha256Of(copy) };
    const made = new Date(now).toISOString();
    const manifest: Manifest = { v: 1, tracker: trackerId, version: versionOf(connection), made, sha256 };
    await writeArchive(to, manifest, { setup: files.setup, database: copy });
    return manifest;
  } finally {
    rmSync(copy, { force: true });
  }
};
