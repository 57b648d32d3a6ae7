import { DatabaseSync } from 'node:sqlite';
import { AppError, diskError } from '../../../common/base/index.ts';
import { dataFolder, stateOf, type DataFolder } from '../storage/data-folder.ts';
import { readSetup } from '../storage/setup-file.ts';
import { trackerIdentity } from '../tracker-keys.ts';

/** How much there is. */
export const countsOf = (connection: DatabaseSync): { readonly accounts: number; readonly rooms: number } => {
  const count = (what: string): number => Number(connection.prepare(`select count(*) as n from ${what}`).get()?.['n']);
  return { accounts: count('account'), rooms: count('room where closed = 0') };
};

/** Works on the data of a tracker that does not run. INTERNAL, naming the file, where a half is missing; LOCKED. */
export const withStored = async <T>(
  folder: string,
  run: (connection: DatabaseSync, files: DataFolder, trackerId: string) => T | Promise<T>,
): Promise<T> => {
  const files = dataFolder(folder);
  for (const file of [files.database, files.setup])
    if (stateOf(file) !== 'there') throw new AppError('INTERNAL', `${file} is missing or empty.`);
  const { id } = trackerIdentity(await readSetup(files.setup));
  const connection = new DatabaseSync(files.database, { readOnly: true, timeout: 0 });
  try {
    return await run(connection, files, id);
  } catch (error) {
    throw diskError(error);
  } finally {
    connection.close();
  }
};
