import { createPublicKey, hash, verify } from 'node:crypto';
import { AppError, type Crypto } from '../../common/base/index.ts';

/** DER before the 32 raw bytes of an Ed25519 public key (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** Hashing and verifying by node:crypto. The tracker signs nothing. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer')),
  verify: (key, message, signature) => {
    if (key.length !== 32 || signature.length !== 64) return false;
    try {
      const publicKey = createPublicKey({ key: Buffer.concat([spki, key]), format: 'der', type: 'spki' });
      return verify(null, message, publicKey, signature);
    } catch {
      return false;
    }
  },
  sign: () => {
    throw new AppError('INTERNAL', 'the tracker has no key to sign with');
  },
};
