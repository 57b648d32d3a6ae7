import type { DeviceKey, IdentityKey } from '../../../common/model/index.ts';
import { trackerLimits, type Vault } from '../../../common/protocol/tracker/index.ts';
import type { Database } from '../database/schema.ts';

export interface Account {
  readonly identity: IdentityKey;
  /** As registered. */
  readonly username: string;
  /** W12: made once, the same bytes ever after. */
  readonly nameRecord: Uint8Array;
}

/** What a password login needs. */
export interface Credentials extends Account {
  readonly record: string;
  readonly vault: Vault;
}

/** A device that an identity has certified. */
export interface NewDevice {
  readonly device: DeviceKey;
  /** With the name record of the account. */
  readonly certificate: Uint8Array;
}

/** Accounts. Names are looked up by their fold. */
export interface UserRepository {
  byFold(fold: string): Promise<Credentials | undefined>;
  byIdentity(identity: IdentityKey): Promise<Account | undefined>;
  /** Whether nobody but this identity can have the name: an account has it, or a record of ours says that it is theirs. */
  isTaken(fold: string, but?: IdentityKey): Promise<boolean>;
  /** Whether the name is kept for an identity that has no account here. */
  isReserved(fold: string): Promise<boolean>;
  /** Keeps names for identities that have no account here, as this tracker has signed. */
  reserve(names: readonly { readonly identity: IdentityKey; readonly fold: string }[]): Promise<void>;
  /** Remembers an address of an account, for the limits of password logins. */
  signedInFrom(identity: IdentityKey, address: string, now: number): Promise<void>;
  /** Whether somebody has signed in to this account from there, since then. */
  hasSignedInFrom(fold: string, address: string, since: number): Promise<boolean>;
  /** An account with its first device. What is taken already is answered, and then nothing is stored. */
  create(
    account: Credentials & { readonly fold: string },
    device: NewDevice,
    now: number,
  ): Promise<'ok' | 'nameTaken' | 'keyTaken'>;
}

export const userRepository = (db: Database): UserRepository => ({
  byFold: async (fold) => {
    const row = await db.selectFrom('account').selectAll().where('fold', '=', fold).executeTakeFirst();
    if (row === undefined) return undefined;
    const { identity, username, name_record: nameRecord, record, vault } = row;
    return { identity, username, nameRecord, record, vault: JSON.parse(vault) as Vault };
  },
  byIdentity: (identity) =>
    db
      .selectFrom('account')
      .select(['identity', 'username', 'name_record as nameRecord'])
      .where('identity', '=', identity)
      .executeTakeFirst(),
  signedInFrom: (identity, address, now) => rememberAddress(db, identity, address, now),
  hasSignedInFrom: async (fold, address, since) => {
    const known = await db
      .selectFrom('sign_in_address')
      .innerJoin('account', 'account.identity', 'sign_in_address.identity')
      .select('at')
      .where('fold', '=', fold)
      .where('address', '=', address)
      .where('at', '>=', since)
      .executeTakeFirst();
    return known !== undefined;
  },
  isTaken: (fold, but) => isTaken(db, fold, but),
  isReserved: async (fold) => {
    const reserved = db.selectFrom('reserved_name').select('identity').where('fold', '=', fold);
    const account = db.selectFrom('account').select('identity').where('fold', '=', fold);
    return (await reserved.executeTakeFirst()) !== undefined && (await account.executeTakeFirst()) === undefined;
  },
  reserve: async (names) => {
    if (names.length === 0) return;
    await db
      .insertInto('reserved_name')
      .values(names.map(({ identity, fold }) => ({ identity, fold })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  create: ({ identity, username, nameRecord, fold, record, vault }, { device, certificate }, now) =>
    db.transaction().execute(async (transaction) => {
      if (await isTaken(transaction, fold, identity)) return 'nameTaken';
      const owner = transaction.selectFrom('device').select('device as key').where('device', '=', device);
      const same = transaction.selectFrom('account').select('fold as key').where('identity', '=', identity);
      if ((await owner.execute()).length + (await same.execute()).length > 0) return 'keyTaken';
      const locked = { record, vault: JSON.stringify(vault) };
      const account = { identity, username, name_record: nameRecord, fold, ...locked, created: now };
      await transaction.insertInto('account').values(account).execute();
      const blank = { address_record: null, observed: null };
      await transaction
        .insertInto('device')
        .values({ device, identity, last_seen: now, ...blank })
        .execute();
      await transaction.replaceInto('certificate').values({ device, identity, bytes: certificate }).execute();
      return 'ok';
    }),
});

const isTaken = async (db: Database, fold: string, but?: IdentityKey): Promise<boolean> => {
  const account = await db.selectFrom('account').select('identity').where('fold', '=', fold).executeTakeFirst();
  const reserved = await db.selectFrom('reserved_name').select('identity').where('fold', '=', fold).executeTakeFirst();
  return account !== undefined || (reserved !== undefined && reserved.identity !== but);
};

/** Once a day will do, and so many addresses of one account. */
const rememberAddress = async (db: Database, identity: IdentityKey, address: string, now: number): Promise<void> => {
  const of = db.selectFrom('sign_in_address').where('identity', '=', identity);
  const known = await of.select('at').where('address', '=', address).executeTakeFirst();
  if (known !== undefined && known.at > now - trackerLimits.knownAddress / 30 && known.at <= now) return;
  await db.replaceInto('sign_in_address').values({ identity, address, at: now }).execute();
  const newest = of.select('address').orderBy('at', 'desc').limit(trackerLimits.knownAddresses);
  await db.deleteFrom('sign_in_address').where('identity', '=', identity).where('address', 'not in', newest).execute();
};
