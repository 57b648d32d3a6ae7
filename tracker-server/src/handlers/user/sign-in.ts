import { AppError, fromBase64url, toBase64url, type Crypto } from '../../../../common/base/index.ts';
import { decodeDeviceCertificate, verifyDeviceCertificate } from '../../../../common/log/index.ts';
import { idBytes, type DeviceCertificate, type DeviceKey } from '../../../../common/model/index.ts';
import {
  authMessage,
  trackerAuthMessage,
  trackerVersion,
  type ReplyOf,
} from '../../../../common/protocol/tracker/index.ts';
import type { Account } from '../../repositories/user-repository.ts';
import type { Session } from '../../sessions/session.ts';
import type { TrackerContext } from '../../tracker-context.ts';

export const badCredentials = (message: string): AppError => new AppError('BAD_CREDENTIALS', message);

export const demandVersion = (version: readonly number[]): void => {
  if (version[0] === trackerVersion[0]) return;
  const [theirs, ours] = [version, trackerVersion].map((each) => each.join('.'));
  throw new AppError('VERSION', `you speak version ${theirs}, this tracker ${ours}`);
};

export const demandSignedOut = (session: Session): void => {
  if (session.actor !== undefined) throw new AppError('ALREADY_SIGNED_IN', 'this session is signed in already');
};

/** A certificate that its identity and its device have signed; BAD_CREDENTIALS otherwise. */
export const readCertificate = (crypto: Crypto, text: string): DeviceCertificate => {
  try {
    const certificate = decodeDeviceCertificate(fromBase64url(text) ?? new Uint8Array(0));
    if (verifyDeviceCertificate(crypto, certificate)) return certificate;
  } catch {
    // said below
  }
  throw badCredentials('the certificate does not hold');
};

/** That whoever is at the other end has the device's key, now, for this tracker. */
export const demandSignature = (
  tracker: TrackerContext,
  session: Session,
  { username, device, signature }: { username: string; device: DeviceKey; signature: string },
): void => {
  const message = authMessage(session.nonce, tracker.identity.id, username, device);
  const bytes = fromBase64url(signature) ?? new Uint8Array(0);
  if (!tracker.crypto.verify(idBytes(device), message, bytes)) throw badCredentials('the signature does not hold');
};

/** The session is that of this device now; the reply proves which tracker says so. */
export const signIn = async (
  tracker: TrackerContext,
  session: Session,
  account: Account,
  { device, clientNonce }: { readonly device: DeviceKey; readonly clientNonce: string },
): Promise<ReplyOf<'AUTH'>> => {
  const { username, identity, nameRecord } = account;
  await tracker.users.signedInFrom(identity, session.source, tracker.clock.wall());
  tracker.sessions.signIn(session, { ...account, device });
  tracker.presenceBroadcaster.markDirty(session);
  tracker.logger.log('info', `${username} signed in`);
  const nonce = fromBase64url(clientNonce) ?? new Uint8Array(0);
  const { id, sign } = tracker.identity;
  return {
    user: username,
    identity,
    device,
    nameRecord: toBase64url(nameRecord),
    trackerSignature: toBase64url(sign(trackerAuthMessage(nonce, session.nonce, id, device))),
  };
};
