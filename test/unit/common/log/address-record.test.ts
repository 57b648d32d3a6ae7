import { describe, expect, test } from 'vitest';
import { decodeAddressRecord, encodeAddressRecord, verifyAddressRecord } from '../../../../common/log/index.ts';
import { everyBitFlipped } from '../../../support/bits.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { testPerson } from '../../../support/people.ts';

const { certificate, crypto } = testPerson(1, 'Ana').device(0);
const fields = { device: certificate.device, made: 1000, expires: 2000 };
const addresses = ['10.0.0.1:1', '[::1]:65535', '[fe80::1234:5678]:50000'];
const record = encodeAddressRecord({ ...fields, addresses }, crypto.sign);
const badOperation = expect.objectContaining({ code: 'BAD_OPERATION' });

describe('address record', () => {
  test('comes back as it was written', () => {
    const read = decodeAddressRecord(record);
    expect(read).toEqual({ ...fields, addresses, bytes: record });
    expect(verifyAddressRecord(testCrypto(5), read)).toBe(true);
  });

  test('every flipped bit is noticed', () => {
    for (const flipped of everyBitFlipped(record)) {
      let accepted = false;
      try {
        accepted = verifyAddressRecord(crypto, decodeAddressRecord(flipped));
      } catch (error) {
        expect(error).toEqual(badOperation);
      }
      expect(accepted).toBe(false);
    }
  });

  test('is refused at every other length', () => {
    for (let length = 0; length < record.length; length++) {
      expect(() => decodeAddressRecord(record.subarray(0, length))).toThrow(badOperation);
    }
    expect(() => decodeAddressRecord(new Uint8Array([...record, 0]))).toThrow(badOperation);
  });

  test.each([
    ['a name', ['example.org:80']],
    ['no port', ['10.0.0.1']],
    ['port 0', ['10.0.0.1:0']],
    ['port 65536', ['10.0.0.1:65536']],
    ['a port with a leading zero', ['10.0.0.1:080']],
    ['an IPv6 address without brackets', ['::1:80']],
    ['a zone', ['[fe80::1%eth0]:80']],
    ['an empty text', ['']],
    ['56 bytes', [`[${'0:'.repeat(25)}]:50`]],
    ['nine addresses', Array.from({ length: 9 }, (_, index) => `10.0.0.${index}:80`)],
  ])('is not written with %s', (_, wrong) => {
    expect(() => encodeAddressRecord({ ...fields, addresses: wrong }, crypto.sign)).toThrow(badOperation);
  });

  test('is not written when it expires before it was made', () => {
    expect(() => encodeAddressRecord({ ...fields, expires: 1000, addresses }, crypto.sign)).toThrow(badOperation);
  });
});
