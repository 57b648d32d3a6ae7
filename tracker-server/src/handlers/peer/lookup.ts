import { AppError, toBase64url } from '../../../../common/base/index.ts';
import { decodeCertificate } from '../../../../common/log/index.ts';
import { foldName } from '../../../../common/text/index.ts';
import { asHex, type IdentityKey } from '../../../../common/model/index.ts';
import type { RequestOf } from '../../../../common/protocol/tracker/index.ts';
import type { TrackerContext } from '../../tracker-context.ts';
import type { Handler } from '../handler.ts';

/** One person with devices, addresses and certificates. */
export const lookup: Handler<'LOOKUP'> = async (tracker, actor, params) => {
  const identity = await identityOf(tracker, params);
  const [person] = identity === undefined ? [] : await tracker.peers.people([identity]);
  if (person === undefined) throw new AppError('USER_UNKNOWN', 'there is no such user');
  const devices = await tracker.peers.devicesOf([person.identity]);
  const known = await tracker.peers.certificatesOf(devices.map(({ device }) => device));
  const certificates = known.filter((bytes) => decodeCertificate(bytes).identity === person.identity);
  return { peer: tracker.views.peer(person, actor.identity, devices), certs: certificates.map(toBase64url) };
};

const identityOf = async (
  { users }: TrackerContext,
  { user, identity }: RequestOf<'LOOKUP'>,
): Promise<IdentityKey | undefined> => {
  if (identity !== undefined) return asHex<IdentityKey>(identity);
  return user === undefined ? undefined : (await users.byFold(foldName(user)))?.identity;
};
