import { createECDH, createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bitString, integer, objectId, sequence, set, utcTime, utf8String } from './der.ts';

const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = objectId(0x55, 0x04, 0x03);

export interface ListenerCertificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/**
 * A self-signed P-256 certificate (RFC 5280, version 1: no extensions, so no keyUsage). It proves nothing and is made anew for each
 * process; who is at the other end is settled by HELLO, which signs the session. P-256 because Electron accepts no Ed25519 here.
 */
export const newListenerCertificate = (): ListenerCertificate => {
  const privateKey = newP256Key();
  const name = sequence(set(sequence(commonName, utf8String('peer'))));
  const content = sequence(
    integer(Uint8Array.of(1, ...randomBytes(15))),
    ecdsaWithSha256,
    name,
    sequence(utcTime('250101000000Z'), utcTime('491231235959Z')),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const der = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, privateKey)));
  const lines = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
};

const text = (bytes: Buffer): string => bytes.toString('base64url');

/** Synchronous and free of the thread pool, unlike `generateKeyPair`. */
const newP256Key = (): KeyObject => {
  const pair = createECDH('prime256v1');
  const point = pair.generateKeys();
  const d = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  const key = { kty: 'EC', crv: 'P-256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)), d: text(d) };
  return createPrivateKey({ key, format: 'jwk' });
};
