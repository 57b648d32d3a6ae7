import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { textOfFile } from '../../common/base/index.ts';
import { accountFromText } from './account-file.ts';

/** As much of an account as a person has to see to sign in again. */
export interface KnownAccount {
  readonly username: string;
  /** ws: or wss: address. */
  readonly tracker: string;
}

/** Those read at most: nobody chooses among more. */
const maxKnownAccounts = 20;

/** The accounts that this installation has been a device of, the one used last first. No key is read; what is damaged is left out. */
export const knownAccounts = async (dataFolder: string): Promise<readonly KnownAccount[]> => {
  const root = join(dataFolder, 'accounts');
  const names = await readdir(root).catch(() => []);
  const found = await Promise.all(names.map((name) => read(join(root, name))));
  return found
    .filter((one) => one !== undefined)
    .toSorted((a, b) => b.used - a.used)
    .slice(0, maxKnownAccounts)
    .map(({ username, tracker }) => ({ username, tracker }));
};

const read = async (folder: string): Promise<(KnownAccount & { readonly used: number }) | undefined> => {
  try {
    const file = join(folder, 'account.json');
    const { username, tracker } = accountFromText(textOfFile(await readFile(file)) ?? '', file);
    const { mtimeMs } = await stat(join(folder, 'history.db')).catch(() => stat(file));
    return { username, tracker, used: mtimeMs };
  } catch {
    return undefined;
  }
};
