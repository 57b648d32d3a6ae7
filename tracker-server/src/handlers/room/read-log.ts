import { AppError, fromBase64url, type Crypto } from '../../../../common/base/index.ts';
import { decodeCertificate, decodeControl, entryFromJson, verifyCertificate } from '../../../../common/log/index.ts';
import type { Certificate, Entry } from '../../../../common/model/index.ts';
import type { TrackerContext } from '../../tracker-context.ts';
import type { Actor } from '../../sessions/session.ts';

/** Entries of the actor's own device, the last of the kind that the verb is for; BAD_OPERATION otherwise. */
export const readOwn = (
  crypto: Crypto,
  { device }: Actor,
  texts: readonly string[],
  kind: 'GENESIS' | 'JOIN' | 'LEAVE' | 'CLOSE',
): readonly Entry[] => {
  const entries = texts.map((text) => entryFromJson(crypto, text));
  if (entries.some((entry) => entry.device !== device))
    throw new AppError('BAD_OPERATION', 'an entry is not of this device');
  const body = entries.at(-1)?.body;
  if (body === undefined || decodeControl(body)?.kind !== kind)
    throw new AppError('BAD_OPERATION', `the last entry is no ${kind}`);
  return entries;
};

/** Certificates of people whom this tracker has vouched for, verified; BAD_OPERATION otherwise. */
export const readCertificates = (
  { crypto, identity: authority }: Pick<TrackerContext, 'crypto' | 'identity'>,
  texts: readonly string[],
): readonly Certificate[] =>
  texts.map((text) => {
    const certificate = decodeCertificate(fromBase64url(text) ?? new Uint8Array(0));
    if (!verifyCertificate(crypto, authority, certificate))
      throw new AppError('BAD_OPERATION', 'a certificate does not hold');
    return certificate;
  });
