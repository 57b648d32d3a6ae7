import { hash } from 'node:crypto';
import { toHex, type Crypto } from '../../../common/base/index.ts';
import { testCrypto } from '../crypto.ts';

export type SigningCrypto = Crypto & { readonly publicKey: Uint8Array };

/** Makes key pairs for the people of a world. */
export interface Keys {
  pair(number: number): SigningCrypto;
}

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', bytes, 'buffer'));

/** As long as a real one. */
const signature = (secret: Uint8Array, message: Uint8Array): Buffer => {
  const half = hash('sha256', Buffer.concat([secret, message]), 'buffer');
  return Buffer.concat([half, half]);
};

/** Signatures as a keyed hash whose keys only the world knows: nobody inside it can forge one, and it costs little. */
export const simulatedKeys = (seed: number): Keys => {
  const secrets = new Map<string, Uint8Array>();
  const verify: Crypto['verify'] = (key, message, given) => {
    const secret = secrets.get(toHex(key));
    return secret !== undefined && signature(secret, message).equals(given);
  };
  return {
    pair: (number) => {
      const secret = sha256(Buffer.from(`secret ${seed} ${number}`));
      const publicKey = sha256(secret);
      secrets.set(toHex(publicKey), secret);
      return { publicKey, sha256, verify, sign: (message) => new Uint8Array(signature(secret, message)) };
    },
  };
};

/** Real Ed25519, about a hundred times dearer. */
export const realKeys: Keys = { pair: testCrypto };
