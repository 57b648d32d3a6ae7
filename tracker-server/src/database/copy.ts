import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';

/** Copies a database that is in use, for its owner's eyes: the copy is whole or not there. */
export const copyDatabase = async (connection: DatabaseSync, to: string): Promise<void> => {
  const beside = `${to}.tmp`;
  try {
    closeSync(openSync(beside, 'w', 0o600));
    await backup(connection, beside);
    renameSync(beside, to);
  } catch (error) {
    for (const each of [beside, `${beside}-journal`]) rmSync(each, { force: true });
    throw error;
  }
};
