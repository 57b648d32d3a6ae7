import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, diskError, fromHex, textOfFile, toHex } from '../../common/base/index.ts';
import { isSameName } from '../../common/text/index.ts';
import type { IdentityKey } from '../../common/model/index.ts';
import { accountFromText, accountToText, type AccountFields } from './account-file.ts';
import { syncFolder, writeAtomic } from './atomic-file.ts';
import { keyPairOf } from './keys.ts';

/** An account together with its folder and its key. */
export interface LocalAccount extends AccountFields {
  /** Name of the folder: `<tracker id 8 hex>-<identity 16 hex>`. */
  readonly id: string;
  /** Absolute; the history lies here too. */
  readonly folder: string;
  /** Absent when the key is gone: the history is kept, and signing in makes a new device. */
  readonly deviceSeed?: Uint8Array;
}

export type NewAccount = Omit<AccountFields, 'listenPort' | 'offline'> & { readonly deviceSeed: Uint8Array };

/**
 * The accounts of this installation, under `<data>/accounts`. One process at a time writes here (the leader).
 * Every promise rejects with AppError only: DATA_DAMAGED for damage, which is never repaired by a new identity in silence.
 */
export class AccountStore {
  readonly #root: string;

  constructor(dataFolder: string) {
    this.#root = join(dataFolder, 'accounts');
  }

  /** The account to sign in with at start; undefined before the first sign-in and after Sign Out. */
  async current(): Promise<LocalAccount | undefined> {
    const id = (await readText(join(this.#root, 'current')))?.trim();
    if (id === undefined) return undefined;
    const account = folderName.test(id) ? await this.#read(id) : undefined;
    if (account === undefined) throw new AppError('DATA_DAMAGED', `${join(this.#root, 'current')} names no account.`);
    return account;
  }

  async setCurrent(id: string | undefined): Promise<void> {
    const file = join(this.#root, 'current');
    await attempt(file, async () => {
      await mkdir(this.#root, { recursive: true, mode: 0o700 });
      if (id !== undefined) return writeAtomic(file, `${id}\n`);
      await rm(file, { force: true });
      await syncFolder(this.#root);
    });
  }

  /** The account of this user on this tracker, if this installation has been one of its devices. */
  async find(trackerId: string, username: string): Promise<LocalAccount | undefined> {
    for (const id of await this.#folders(trackerId.slice(0, 8))) {
      const account = await this.#read(id);
      if (account?.trackerId === trackerId && isSameName(account.username, username)) return account;
    }
    return undefined;
  }

  /** Keeps a device. On a folder that is there already this replaces the device and leaves the history. */
  async create(account: NewAccount): Promise<LocalAccount> {
    const id = accountId(account.trackerId, account.identity);
    const folder = join(this.#root, id);
    const { deviceSeed, ...fields } = account;
    return attempt(folder, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      await syncFolder(this.#root);
      // the key first: an account file never stands beside a key that was not written
      await writeAtomic(join(folder, 'device.key'), `${toHex(deviceSeed)}\n`);
      await writeAtomic(join(folder, 'account.json'), accountToText(fields));
      return { ...fields, id, folder, deviceSeed };
    });
  }

  /** Remembers another address of the same tracker, the port that the peer got, or that the person is offline. */
  async update(
    account: LocalAccount,
    change: Partial<Pick<AccountFields, 'tracker' | 'listenPort' | 'offline'>>,
  ): Promise<LocalAccount> {
    const changed = { ...account, ...change };
    const file = join(account.folder, 'account.json');
    await attempt(file, () => writeAtomic(file, accountToText(changed)));
    return changed;
  }

  async #folders(prefix: string): Promise<string[]> {
    const names = await attempt(this.#root, async () => {
      try {
        return await readdir(this.#root);
      } catch (error) {
        return missing(error) ? [] : Promise.reject(error);
      }
    });
    return names.filter((name) => folderName.test(name) && name.startsWith(prefix)).sort();
  }

  async #read(id: string): Promise<LocalAccount | undefined> {
    const folder = join(this.#root, id);
    const file = join(folder, 'account.json');
    const text = await readText(file);
    if (text === undefined) return undefined;
    const fields = accountFromText(text, file);
    if (accountId(fields.trackerId, fields.identity) !== id)
      throw new AppError('DATA_DAMAGED', `The account file ${file} belongs to another account.`);
    const deviceSeed = await readSeed(join(folder, 'device.key'));
    // a key of another device is left by a crash while a new device was being kept: as good as gone
    if (deviceSeed === undefined || toHex(keyPairOf(deviceSeed).publicKey) !== fields.device)
      return { ...fields, id, folder };
    return { ...fields, id, folder, deviceSeed };
  }
}

const folderName = /^[0-9a-f]{8}-[0-9a-f]{16}$/;

const accountId = (trackerId: string, identity: IdentityKey): string =>
  `${trackerId.slice(0, 8)}-${identity.slice(0, 16)}`;

const readSeed = async (file: string): Promise<Uint8Array | undefined> => {
  const text = await readText(file);
  if (text === undefined) return undefined;
  const seed = fromHex(text.trim());
  if (seed?.length !== 32) throw new AppError('DATA_DAMAGED', `The device key ${file} is damaged.`);
  return seed;
};

const readText = (file: string): Promise<string | undefined> =>
  attempt(file, async () => {
    try {
      // whoever looks into one with an editor may leave it in another encoding; what is no text is damaged
      return textOfFile(await readFile(file)) ?? '';
    } catch (error) {
      if (missing(error)) return undefined;
      throw error;
    }
  });

const missing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const attempt = async <T>(file: string, run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code, message } = diskError(error);
    throw new AppError(code, `${file} cannot be used: ${message}`, {}, error);
  }
};
