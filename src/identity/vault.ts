import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { AppError, concat, equalBytes, fromBase64url, toBase64url, utf8 } from '../../common/base/index.ts';
import type { Vault } from '../../common/protocol/tracker/index.ts';
import { keyPairOf, type KeyPair } from './keys.ts';

const tagLength = 16;

/**
 * Locks the identity's seed with the export key that only the password gives (W7).
 * @param exportKey as OPAQUE returns it, base64url
 * @param username as registered
 */
export const sealVault = (exportKey: string, identity: KeyPair, username: string): Vault => {
  const salt = new Uint8Array(randomBytes(32));
  const iv = new Uint8Array(randomBytes(12));
  const cipher = createCipheriv('aes-256-gcm', vaultKey(exportKey, salt), iv);
  cipher.setAAD(concat(identity.publicKey, utf8(username)));
  const sealed = concat(cipher.update(identity.seed), cipher.final(), cipher.getAuthTag());
  return { v: 1, salt: toBase64url(salt), iv: toBase64url(iv), ct: toBase64url(sealed) };
};

/** The identity's keys. AppError INTERNAL if what the tracker keeps is damaged or belongs to another identity. */
export const openVault = (exportKey: string, vault: Vault, identity: Uint8Array, username: string): KeyPair => {
  const [salt, iv, sealed] = [vault.salt, vault.iv, vault.ct].map(fromBase64url);
  if (salt?.length !== 32 || iv?.length !== 12 || sealed?.length !== 32 + tagLength) throw unreadable();
  const decipher = createDecipheriv('aes-256-gcm', vaultKey(exportKey, salt), iv, { authTagLength: tagLength });
  decipher.setAAD(concat(identity, utf8(username)));
  decipher.setAuthTag(sealed.subarray(32));
  const pair = keyPairOf(opened(() => concat(decipher.update(sealed.subarray(0, 32)), decipher.final())));
  if (!equalBytes(pair.publicKey, identity)) throw unreadable();
  return pair;
};

const opened = (run: () => Uint8Array): Uint8Array => {
  try {
    return run();
  } catch (error) {
    throw unreadable(error);
  }
};

const unreadable = (cause?: unknown): AppError =>
  new AppError('INTERNAL', 'The vault that the tracker keeps for this account cannot be opened.', {}, cause);

const vaultKey = (exportKey: string, salt: Uint8Array): Uint8Array => {
  const secret = fromBase64url(exportKey);
  if (secret === undefined || secret.length === 0) throw new AppError('INTERNAL', 'OPAQUE gave no export key.');
  return hkdf(secret, salt, 'p2pchat/vault/v1');
};

/** HKDF-SHA256 (RFC 5869) of 32 bytes, which is one block. (`hkdfSync` leaves its job to the garbage collector.) */
const hkdf = (secret: Uint8Array, salt: Uint8Array, info: string): Uint8Array => {
  const extracted = createHmac('sha256', salt).update(secret).digest();
  return createHmac('sha256', extracted)
    .update(info)
    .update(new Uint8Array([1]))
    .digest();
};
