import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Crypto } from '../../common/base/index.ts';

/** DER before the 32 raw bytes of an Ed25519 private and public key (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

const privateKey = (seed: number): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([privatePrefix, createHash('sha256').update(`test key ${seed}`).digest()]),
    format: 'der',
    type: 'pkcs8',
  });

const verifyAny = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  try {
    const spki = createPublicKey({ key: Buffer.concat([publicPrefix, key]), format: 'der', type: 'spki' });
    return verify(undefined, message, spki, signature);
  } catch {
    return false;
  }
};

/** A `Crypto` whose functions need no `this`. */
export interface TestCrypto extends Crypto {
  readonly publicKey: Uint8Array;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  readonly verify: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** Real Ed25519 with a key pair that follows from a number: the same seed is the same key in every run. */
export const testCrypto = (seed: number): TestCrypto => {
  const own = privateKey(seed);
  const spki = createPublicKey(own).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(publicPrefix.length)),
    sha256,
    verify: verifyAny,
    sign: (message) => new Uint8Array(sign(undefined, message, own)),
  };
};
