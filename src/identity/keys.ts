import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { concat } from '../../common/base/index.ts';

/** An Ed25519 key pair, raw: the seed is the secret half (RFC 8032). */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly seed: Uint8Array;
}

/** PKCS #8 and SPKI frames of an Ed25519 key (RFC 8410); the 32 raw bytes follow. */
const pkcs8 = Uint8Array.from(Buffer.from('302e020100300506032b657004220420', 'hex'));
const spki = Uint8Array.from(Buffer.from('302a300506032b6570032100', 'hex'));

export const newKeyPair = (): KeyPair => keyPairOf(new Uint8Array(randomBytes(32)));

/** The pair that a seed of 32 bytes stands for. */
export const keyPairOf = (seed: Uint8Array): KeyPair => {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
  return { publicKey: new Uint8Array(der.subarray(spki.length)), seed };
};

/** Signs with the key of this seed (Ed25519, 64 bytes). */
export const signer = (seed: Uint8Array): ((message: Uint8Array) => Uint8Array) => {
  const key = privateKey(seed);
  return (message) => new Uint8Array(sign(null, message, key));
};

/** Throws on anything that OpenSSL or BoringSSL does not take for a public key. */
export const publicKeyObject = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.from(concat(spki, raw)), format: 'der', type: 'spki' });

const privateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(concat(pkcs8, seed)), format: 'der', type: 'pkcs8' });
