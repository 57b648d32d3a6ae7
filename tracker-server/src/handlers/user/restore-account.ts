import { AppError } from '../../../../common/base/index.ts';
import { encodeCertificate, readNameRecord, verifyNameRecord } from '../../../../common/log/index.ts';
import type { IdentityKey, NameRecord } from '../../../../common/model/index.ts';
import { trackerLimits, type RequestOf } from '../../../../common/protocol/tracker/index.ts';
import { foldName } from '../../../../common/text/index.ts';
import type { Account, NewDevice } from '../../repositories/user-repository.ts';
import type { TrackerContext } from '../../tracker-context.ts';
import type { SignInHandler } from '../handler.ts';
import { mayComeBack } from './come-back.ts';
import { badCredentials, demandSignature, demandSignedOut, demandVersion, readCertificate, signIn } from './sign-in.ts';

/**
 * After a restore: a device that this tracker has forgotten, and with it perhaps its account. What the tracker itself signed about the name
 * proves whose that is, so nobody else can take it, and the password is what it was.
 */
export const restoreAccount: SignInHandler<'RESTORE_ACCOUNT'> = async (tracker, session, params) => {
  const { version, username, signature, clientNonce } = params;
  demandVersion(version);
  demandSignedOut(session);
  const { identity, device, bytes } = readCertificate(tracker.crypto, params.certificate);
  const name = readName(tracker, params.nameRecord, identity, username);
  demandSignature(tracker, session, { username, device, signature });
  if (!(await mayComeBack(tracker, foldName(username)))) throw badCredentials('this device is not known here');
  const certified = { device, certificate: encodeCertificate(name.bytes, bytes) };
  const account = (await known(tracker, identity, certified)) ?? (await anew(tracker, name, params.account, certified));
  tracker.logger.log('info', `${username} came back after a restore`);
  return signIn(tracker, session, account, { device, clientNonce });
};

const readName = (
  { crypto, identity: authority }: TrackerContext,
  text: string,
  identity: IdentityKey,
  username: string,
): NameRecord => {
  const record = readNameRecord(text);
  const holds = record !== undefined && verifyNameRecord(crypto, authority, record);
  if (holds && record.identity === identity && record.username === username) return record;
  throw badCredentials('this tracker has not given this name to this identity');
};

/** The account that is here again, with this device; undefined if it is not. */
const known = async (
  { users, peers, clock }: TrackerContext,
  identity: IdentityKey,
  certified: NewDevice,
): Promise<Account | undefined> => {
  const account = await users.byIdentity(identity);
  if (account === undefined) return undefined;
  const added = await peers.add(identity, certified, clock.wall(), trackerLimits.devices);
  if (!added) throw badCredentials('this device belongs to another account');
  return account;
};

const anew = async (
  { users, clock }: TrackerContext,
  { identity, username, bytes }: NameRecord,
  kept: RequestOf<'RESTORE_ACCOUNT'>['account'],
  certified: NewDevice,
): Promise<Account> => {
  if (kept === undefined) throw new AppError('ACCOUNT_LOST', 'the device that registered this account brings it back');
  const { registrationRecord: record, vault } = kept;
  const account = { identity, username, nameRecord: bytes, fold: foldName(username), record, vault };
  const made = await users.create(account, certified, clock.wall());
  if (made === 'nameTaken') throw new AppError('NAME_TAKEN', 'this name is taken');
  if (made === 'keyTaken') throw badCredentials('this key belongs to another account');
  return account;
};
