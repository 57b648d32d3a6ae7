import { hash, verify, type KeyObject } from 'node:crypto';
import { AppError, type Crypto, BoundedMap } from '../../common/base/index.ts';
import { publicKeyObject, signer } from './keys.ts';

/** Making a KeyObject costs a third of a verification; a room rarely has more active devices than this. */
const keysKept = 512;

/** The real `Crypto` of every program. Without a seed `sign` throws: a signature under no key would be a bug. */
export const nodeCrypto = (deviceSeed?: Uint8Array): Crypto => {
  const keys = new BoundedMap<string, KeyObject>(keysKept);
  return {
    sha256,
    verify: (key, message, signature) => {
      if (key.length !== 32 || signature.length !== 64) return false;
      try {
        return verify(null, message, keyObject(keys, key), signature);
      } catch {
        return false;
      }
    },
    sign: deviceSeed === undefined ? noKey : signer(deviceSeed),
  };
};

/** By way of a string, whose memory costs a third of that of a Buffer. */
const sha256 = (bytes: Uint8Array): Uint8Array => {
  const text = hash('sha256', bytes, 'binary');
  const out = new Uint8Array(32);
  for (let i = 0; i < out.length; i++) out[i] = text.charCodeAt(i);
  return out;
};

const noKey = (): never => {
  throw new AppError('INTERNAL', 'There is no device key to sign with.');
};

/** Those used last stand ready. */
const keyObject = (known: BoundedMap<string, KeyObject>, raw: Uint8Array): KeyObject => {
  const name = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1');
  const key = known.get(name) ?? publicKeyObject(raw);
  known.set(name, key);
  return key;
};
