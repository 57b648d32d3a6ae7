import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { server } from '@serenity-kit/opaque';
import { AppError, fromBase64url } from '../../common/base/index.ts';
import { trackerIdOf, type TrackerKeys } from '../../common/protocol/tracker/index.ts';
import { nodeCrypto } from './node-crypto.ts';

/** Who this tracker is, and its signature. */
export interface TrackerIdentity extends TrackerKeys {
  /** 64 hex digits. */
  readonly id: string;
  /** By the signing key: Ed25519, 64 bytes. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** PKCS #8 and SPKI frames of an Ed25519 key (RFC 8410); the 32 raw bytes follow. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiBytes = 12;
const setupBytes = 128;

/** Whether this can be OPAQUE's server setup. After `ready` of OPAQUE. */
export const isSetup = (text: string): boolean => {
  try {
    return fromBase64url(text)?.length === setupBytes && opaqueKeyOf(text) !== undefined;
  } catch {
    return false;
  }
};

/**
 * The keys of a tracker. The signing key is derived (HKDF, RFC 5869) from OPAQUE's server setup, so that this stays the one
 * secret to keep. `serverSetup` is one (`isSetup`). After `ready` of OPAQUE.
 */
export const trackerIdentity = (serverSetup: string): TrackerIdentity => {
  const seed = hkdfSync('sha256', fromBase64url(serverSetup) ?? '', '', 'p2pchat/tracker-sign/v1', 32);
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, Buffer.from(seed)]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const keys = { opaqueKey: opaqueKeyOf(serverSetup), signKey: new Uint8Array(spki.subarray(spkiBytes)) };
  return { ...keys, id: trackerIdOf(nodeCrypto, keys), sign: (message) => new Uint8Array(sign(null, message, key)) };
};

const opaqueKeyOf = (serverSetup: string): Uint8Array => {
  const key = fromBase64url(server.getPublicKey(serverSetup));
  if (key?.length === 32) return key;
  throw new AppError('INTERNAL', 'the OPAQUE setup of this tracker is damaged');
};
