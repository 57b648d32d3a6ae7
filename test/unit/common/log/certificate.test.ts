import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../../common/base/index.ts';
import {
  decodeCertificate,
  decodeDeviceCertificate,
  decodeRevocation,
  encodeCertificate,
  encodeDeviceCertificate,
  encodeRevocation,
  isSafePublicKey,
  verifyCertificate,
  verifyDeviceCertificate,
  verifyRevocation,
} from '../../../../common/log/index.ts';
import { asHex } from '../../../../common/model/index.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { everyBitFlipped } from '../../../support/bits.ts';
import { testPerson, type TestPerson } from '../../../support/people.ts';
import { testTracker, TestTrackerKeys } from '../../../support/tracker-keys.ts';

const ana = testPerson(1, 'Ana');
const bia = testPerson(2, 'Bia');
const laptop = ana.device(0);
const { certificate } = laptop;
const crypto = testCrypto(9);
const badOperation = expect.objectContaining({ code: 'BAD_OPERATION' });
const nameOf = (person: TestPerson, by = testTracker): Uint8Array => by.nameRecord(person.identity, person.username);
const holds = (bytes: Uint8Array): boolean =>
  accepts(() => verifyCertificate(crypto, testTracker, decodeCertificate(bytes)));

describe('a device certificate', () => {
  const own = certificate.own;
  const sign = { identity: ana.crypto.sign, device: laptop.crypto.sign };

  test('comes back as it was written', () => {
    const fields = { identity: ana.identity, device: certificate.device, deviceName: '', created: 7 };
    const bytes = encodeDeviceCertificate(fields, sign);
    const read = decodeDeviceCertificate(bytes);
    expect(read).toEqual({ ...fields, bytes });
    expect(verifyDeviceCertificate(crypto, read)).toBe(true);
  });

  test('every flipped bit is noticed', () => {
    for (const flipped of everyBitFlipped(own.bytes))
      expect(accepts(() => verifyDeviceCertificate(crypto, decodeDeviceCertificate(flipped)))).toBe(false);
  });

  test('is refused at every other length', () => {
    for (let length = 0; length < own.bytes.length; length++)
      expect(() => decodeDeviceCertificate(own.bytes.subarray(0, length))).toThrow(badOperation);
    expect(() => decodeDeviceCertificate(new Uint8Array([...own.bytes, 0]))).toThrow(badOperation);
  });

  test.each([
    ['another identity claims the device', { identity: bia.crypto.sign }],
    ['an identity that is not asked is claimed', { device: bia.crypto.sign }],
    ['one signature is used for both', { device: ana.crypto.sign }],
  ])('does not hold when %s', (_what, wrong) => {
    const forged = encodeDeviceCertificate(own, { ...sign, ...wrong });
    expect(verifyDeviceCertificate(crypto, decodeDeviceCertificate(forged))).toBe(false);
  });

  test('keeps its own copy of the bytes', () => {
    const bytes = Buffer.from(own.bytes);
    const read = decodeDeviceCertificate(bytes);
    bytes.fill(0);
    expect(read.bytes).toEqual(own.bytes);
  });

  test.each([
    ['a device name with a line feed', { deviceName: 'a\nb' }],
    ['a device name of 65 bytes', { deviceName: 'x'.repeat(65) }],
    ['an identity key of small order', { identity: asHex<typeof ana.identity>(`01${'0'.repeat(62)}`) }],
    ['a device key of small order', { device: asHex<typeof certificate.device>('0'.repeat(64)) }],
  ])('is not written with %s', (_, wrong) => {
    expect(() => encodeDeviceCertificate({ ...own, ...wrong }, sign)).toThrow(badOperation);
  });
});

describe('a certificate', () => {
  test('has its name from the record, and holds', () => {
    expect(certificate).toMatchObject({ identity: ana.identity, username: 'Ana', deviceName: 'device 0' });
    expect(decodeCertificate(certificate.bytes)).toEqual(certificate);
    expect(holds(certificate.bytes)).toBe(true);
  });

  test('every flipped bit is noticed', () => {
    for (const flipped of everyBitFlipped(certificate.bytes)) expect(holds(flipped)).toBe(false);
  });

  test('is refused at every other length', () => {
    for (let length = 0; length < certificate.bytes.length; length++)
      expect(() => decodeCertificate(certificate.bytes.subarray(0, length))).toThrow(badOperation);
    expect(() => decodeCertificate(new Uint8Array([...certificate.bytes, 0]))).toThrow(badOperation);
    expect(() => decodeCertificate(new Uint8Array(1_000_000))).toThrow(badOperation);
  });

  test('with the name of somebody else is none', () => {
    expect(() => decodeCertificate(encodeCertificate(nameOf(bia), certificate.own.bytes))).toThrow(badOperation);
  });

  test('whose name another tracker vouches for does not hold', () => {
    const other = new TestTrackerKeys(testCrypto(7));
    expect(holds(encodeCertificate(nameOf(ana, other), certificate.own.bytes))).toBe(false);
  });
});

const isSafe = (hex: string): boolean => isSafePublicKey(fromHex(hex) ?? new Uint8Array(0));

describe('public keys', () => {
  test.each([
    ['0, order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['0 with the sign bit', '0000000000000000000000000000000000000000000000000000000000000080'],
    ['1, the neutral element', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['1 with the sign bit', '0100000000000000000000000000000000000000000000000000000000000080'],
    ['-1, order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['-1 with the sign bit', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['order 8, negative', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'],
    ['the other order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['the other order 8, negative', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['p, that is 0 again', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['p + 1, that is 1 again', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['p + 3, not small but not canonical', 'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['2^255 - 1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
    ['31 bytes', '02'.repeat(31)],
    ['33 bytes', '02'.repeat(33)],
  ])('%s is refused', (_, hex) => expect(isSafe(hex)).toBe(false));

  test('the largest canonical y and real keys pass', () => {
    expect(isSafe('ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')).toBe(true);
    for (let seed = 0; seed < 20; seed++) expect(isSafe(toHex(testCrypto(seed).publicKey))).toBe(true);
  });
});

describe('revocation', () => {
  const fields = { identity: ana.identity, device: certificate.device, made: 1_700_000_000_000 };
  const bytes = encodeRevocation(fields, ana.crypto.sign);

  test('comes back as it was written', () => {
    expect(decodeRevocation(bytes)).toEqual({ ...fields, bytes });
    expect(verifyRevocation(crypto, decodeRevocation(bytes))).toBe(true);
  });

  test('every flipped bit is noticed', () => {
    for (const flipped of everyBitFlipped(bytes)) {
      expect(accepts(() => verifyRevocation(crypto, decodeRevocation(flipped)))).toBe(false);
    }
  });

  test('signed by the device is none', () => {
    const stolen = decodeRevocation(encodeRevocation(fields, ana.device(0).crypto.sign));
    expect(verifyRevocation(crypto, stolen)).toBe(false);
  });
});

function accepts(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    expect(error).toEqual(badOperation);
    return false;
  }
}
