import { AppError } from '../../../../common/base/index.ts';
import { foldName } from '../../../../common/text/index.ts';
import { asHex, type DeviceKey } from '../../../../common/model/index.ts';
import type { SignInHandler } from '../handler.ts';
import { mayComeBack } from './come-back.ts';
import { badCredentials, demandSignature, demandSignedOut, demandVersion, signIn } from './sign-in.ts';

/** The daily sign-in by device key. */
export const auth: SignInHandler<'AUTH'> = async (tracker, session, params) => {
  const { version, username, device, signature, clientNonce } = params;
  demandVersion(version);
  demandSignedOut(session);
  const key = asHex<DeviceKey>(device);
  const account = await tracker.peers.ownerOf(key);
  if (account === undefined && (await mayComeBack(tracker, foldName(username))))
    throw new AppError('ACCOUNT_LOST', 'this tracker was restored and does not know this device');
  if (account?.username !== username) throw badCredentials('this device is not known here');
  demandSignature(tracker, session, { username, device: key, signature });
  return signIn(tracker, session, account, { device: key, clientNonce });
};
