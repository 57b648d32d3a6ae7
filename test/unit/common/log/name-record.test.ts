import { describe, expect, test } from 'vitest';
import { decodeNameRecord, encodeNameRecord, verifyNameRecord } from '../../../../common/log/index.ts';
import { testCrypto } from '../../../support/crypto.ts';
import { everyBitFlipped } from '../../../support/bits.ts';
import { testPerson } from '../../../support/people.ts';
import { testTracker, TestTrackerKeys } from '../../../support/tracker-keys.ts';

const tracker = testCrypto(7);
const keys = new TestTrackerKeys(tracker);
const fields = { tracker: keys.id, identity: testPerson(1, 'João').identity, made: 7, username: 'João' };
const bytes = encodeNameRecord(fields, tracker.sign);
const badOperation = expect.objectContaining({ code: 'BAD_OPERATION' });
const holds = (read: Uint8Array): boolean => {
  try {
    return verifyNameRecord(testCrypto(9), keys, decodeNameRecord(read));
  } catch {
    return false;
  }
};

describe('a name record', () => {
  test('comes back as it was written, and holds', () => {
    expect(decodeNameRecord(bytes)).toEqual({ ...fields, bytes });
    expect(holds(bytes)).toBe(true);
  });

  test('every flipped bit is noticed', () => {
    for (const flipped of everyBitFlipped(bytes)) expect(holds(flipped)).toBe(false);
  });

  test('is refused at every other length', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeNameRecord(bytes.subarray(0, length))).toThrow(badOperation);
    expect(() => decodeNameRecord(new Uint8Array([...bytes, 0]))).toThrow(badOperation);
    expect(() => decodeNameRecord(new Uint8Array(1_000_000))).toThrow(badOperation);
  });

  test('of another tracker does not hold, whatever it calls itself', () => {
    const record = decodeNameRecord(bytes);
    expect(verifyNameRecord(testCrypto(9), { id: testTracker.id, signKey: keys.signKey }, record)).toBe(false);
    expect(holds(encodeNameRecord(fields, testCrypto(8).sign))).toBe(false);
  });

  test.each([
    ['a name with a bidi override', { username: 'Ana\u202e' }],
    ['an empty name', { username: '' }],
    ['a name of 41 characters', { username: 'x'.repeat(41) }],
    ['a key that verifiers disagree about', { identity: testIdentity('00') }],
  ])('is not made of %s', (_what, change) => {
    expect(() => encodeNameRecord({ ...fields, ...change }, tracker.sign)).toThrow(badOperation);
  });
});

function testIdentity(byte: string): typeof fields.identity {
  return byte.repeat(32) as typeof fields.identity;
}
