import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from '../database/copy.ts';
import { findDamage } from './soundness-worker.ts';

/** What is wrong with a database that is in use, if something is: on a copy, so that nobody waits for it. */
export const checkCopy = async (
  connection: DatabaseSync,
  file: string,
  worker: string | URL,
): Promise<string | undefined> => {
  const copy = `${file}.check`;
  try {
    await copyDatabase(connection, copy);
    const damage = await findDamage(worker, copy);
    return damage?.replaceAll(copy, file);
  } finally {
    rmSync(copy, { force: true });
  }
};
