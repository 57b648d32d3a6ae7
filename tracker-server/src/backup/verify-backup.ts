import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../../common/base/index.ts';
import { migrations } from '../database/migrations.ts';
import { demandIntegrity } from '../database/soundness.ts';
import { dataFolder } from '../storage/data-folder.ts';
import { readSetup } from '../storage/setup-file.ts';
import { trackerIdentity } from '../tracker-keys.ts';
import { readArchive } from './archive.ts';
import { sha256Of } from './make-backup.ts';
import type { Manifest } from './manifest.ts';

/** Looks whether a backup is whole, and of one tracker. BAD_REQUEST, DATA_DAMAGED or NEWER_DATA say what it lacks. */
export const verifyBackup = async (file: string): Promise<Manifest> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'p2p-chat-verify-'));
  try {
    return await takeOut(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Takes a backup out into a folder, where both halves lie then as a tracker has them, and verifies them. */
export const takeOut = async (file: string, folder: string): Promise<Manifest> => {
  const { setup, database } = dataFolder(folder);
  const manifest = await readArchive(file, { setup, database });
  const wrong = (what: string): AppError => new AppError('BAD_REQUEST', `${file} is damaged: ${what}`);
  if ((await sha256Of(setup)) !== manifest.sha256.setup) throw wrong('opaque.setup is not what was backed up');
  if ((await sha256Of(database)) !== manifest.sha256.database) throw wrong('tracker.db is not what was backed up');
  if (manifest.version > migrations.length)
    throw new AppError('NEWER_DATA', `${file} is of a newer version of this program: restore it with that one`);
  const { id } = trackerIdentity(await readSetup(setup));
  if (id !== manifest.tracker) throw wrong(`opaque.setup is of tracker ${id}, the backup of ${manifest.tracker}`);
  const of = trackerOf(database);
  if (of !== id) throw wrong(`tracker.db is of tracker ${of}, opaque.setup of tracker ${id}`);
  return manifest;
};

/** Whose database it is, which is sound. */
const trackerOf = (file: string): string => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    demandIntegrity(db, file);
    return String(db.prepare("select value from meta where key = 'trackerId'").get()?.['value']);
  } finally {
    db.close();
  }
};
