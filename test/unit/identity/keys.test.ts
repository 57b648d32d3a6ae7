import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../common/base/index.ts';
import {
  keyPairOf,
  newKeyPair,
  nodeCrypto,
  passwordInput,
  checkNewPassword,
  signer,
} from '../../../src/identity/index.ts';

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
/** RFC 8032, 7.1, test 2. */
const vector = {
  seed: bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
  publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: bytes('72'),
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
};

describe('keys', () => {
  it('agree with RFC 8032', () => {
    expect(toHex(keyPairOf(vector.seed).publicKey)).toBe(vector.publicKey);
    expect(toHex(signer(vector.seed)(vector.message))).toBe(vector.signature);
  });

  it('are new each time, 32 plain bytes each', () => {
    const [a, b] = [newKeyPair(), newKeyPair()];
    expect(toHex(a.seed)).not.toBe(toHex(b.seed));
    expect(a.publicKey.constructor).toBe(Uint8Array);
    expect([a.seed.length, a.publicKey.length]).toEqual([32, 32]);
  });
});

describe('nodeCrypto', () => {
  const crypto = nodeCrypto(vector.seed);
  const key = bytes(vector.publicKey);

  it('signs and verifies', () => {
    const signature = crypto.sign(vector.message);
    expect(toHex(signature)).toBe(vector.signature);
    expect(crypto.verify(key, vector.message, signature)).toBe(true);
    expect(crypto.verify(key, utf8('other'), signature)).toBe(false);
  });

  it('hashes', () => {
    expect(toHex(crypto.sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('never throws while verifying', () => {
    const signature = crypto.sign(vector.message);
    for (const length of [0, 1, 31, 33, 64])
      expect(crypto.verify(new Uint8Array(length), vector.message, signature)).toBe(false);
    for (const length of [0, 63, 65]) expect(crypto.verify(key, vector.message, new Uint8Array(length))).toBe(false);
    for (const fill of [0, 1, 0x7f, 0xff])
      expect(crypto.verify(new Uint8Array(32).fill(fill), vector.message, new Uint8Array(64).fill(fill))).toBe(false);
  });

  it('answers rightly for more keys than it remembers', () => {
    const pairs = Array.from({ length: 600 }, () => newKeyPair());
    for (const pair of [...pairs, ...pairs]) {
      const signature = signer(pair.seed)(vector.message);
      expect(crypto.verify(pair.publicKey, vector.message, signature)).toBe(true);
    }
    expect(crypto.verify(key, vector.message, signer(pairs[0]?.seed ?? key)(vector.message))).toBe(false);
  });

  it('is not confused by keys that share a buffer', () => {
    const shared = new Uint8Array(96);
    shared.set(key, 32);
    expect(crypto.verify(shared.subarray(32, 64), vector.message, crypto.sign(vector.message))).toBe(true);
    shared.fill(7);
    expect(crypto.verify(key, vector.message, crypto.sign(vector.message))).toBe(true);
  });

  it('signs nothing without a device key', () => {
    expect(() => nodeCrypto().sign(vector.message)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});

describe('passwords', () => {
  it('go into OPAQUE as hex SHA-256 of their NFC form', () => {
    expect(passwordInput('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(passwordInput('pa\u0301ssword')).toBe(passwordInput('p\u00e1ssword'));
  });

  it('have at least ten characters when they are new', () => {
    expect(() => checkNewPassword('123456789')).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
    // ten code units, but five characters
    expect(() => checkNewPassword('😀😀😀😀😀')).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
    expect(() => checkNewPassword('1234567890')).not.toThrow();
  });
});
