import { createHash } from 'node:crypto';
import { toHex, type Crypto } from '../../../common/base/index.ts';
import { testCrypto } from '../crypto.ts';

export type SigningCrypto = Crypto & { readonly publicKey: Uint8Array };

/** Makes key pairs for the people of a world. */
export interface Keys {
  pair(number: number): SigningCrypto;
}

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const signature = (secret: Uint8Array, message: Uint8Array): Uint8Array => {
  const half = sha256(secret, message);
  return new Uint8Array([...half, ...sha256(secret, half)]);
};

/** Signatures as a keyed hash whose keys only the world knows: nobody inside it can forge one, and it costs little. */
export const simulatedKeys = (seed: number): Keys => {
  const secrets = new Map<string, Uint8Array>();
  const verify: Crypto['verify'] = (key, message, given) => {
    const secret = secrets.get(toHex(key));
    return secret !== undefined && toHex(signature(secret, message)) === toHex(given);
  };
  return {
    pair: (number) => {
      const secret = sha256(Buffer.from(`secret ${seed} ${number}`));
      const publicKey = sha256(secret);
      secrets.set(toHex(publicKey), secret);
      return { publicKey, sha256, verify, sign: (message) => signature(secret, message) };
    },
  };
};

/** Real Ed25519, about a hundred times dearer. */
export const realKeys: Keys = { pair: testCrypto };
