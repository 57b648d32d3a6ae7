import { describe, expect, test } from 'vitest';
import { AppError, concat, fromHex, toHex } from '../../../../../common/base/index.ts';
import {
  byeCodes,
  decodeBye,
  decodeCerts,
  decodeEntries,
  decodeHave,
  decodeHello,
  decodeWant,
  encodeEntries,
  encodeHave,
  encodeHello,
  encodeWant,
  helloMessage,
} from '../../../../../common/protocol/peer/index.ts';
import { certificateBytes } from '../../../../../common/log/index.ts';
import { expectGolden } from '../../../../support/golden.ts';
import {
  hexOf,
  sampleBinding,
  sampleCrypto,
  sampleEntries,
  sampleFrames,
  sampleHave,
  sampleHello,
  samples,
  sampleWants,
} from '../../../../support/peer-samples.ts';

const refused = expect.objectContaining({ code: 'BAD_OPERATION' });
const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const out = bytes.slice();
  out[at] = value;
  return out;
};

test('the bytes that other implementations rely on', () => {
  expectGolden('peer', { bodies: hexOf(samples), frames: hexOf(sampleFrames) });
});

describe('HELLO', () => {
  const hello = decodeHello(samples.HELLO);

  test('comes back, padded and signed for one session', () => {
    expect(samples.HELLO).toHaveLength(2048);
    expect(hello).toMatchObject(sampleHello);
    const { device } = sampleHello.certificate;
    const message = helloMessage(sampleBinding, hello.signed);
    const key = fromHex(device) ?? new Uint8Array(0);
    expect(sampleCrypto.verify(key, message, hello.signature)).toBe(true);
    expect(sampleCrypto.verify(key, helloMessage(new Uint8Array(32), hello.signed), hello.signature)).toBe(false);
  });

  test('another major is VERSION, whatever follows', () => {
    const other = concat(Uint8Array.of(0, 2), new Uint8Array(10));
    expect(() => decodeHello(other)).toThrow(expect.objectContaining({ code: 'VERSION' }));
  });

  test.each([
    ['role', 4, 2],
    ['class', 5, 3],
    ['padding', 2047, 1],
    ['length of the certificate', 54, 255],
  ])('refuses a wrong %s', (_what, at, value) => {
    expect(() => decodeHello(changed(samples.HELLO, at, value))).toThrow(refused);
  });

  test('refuses another length', () => {
    expect(() => decodeHello(samples.HELLO.subarray(1))).toThrow(AppError);
    expect(() => decodeHello(concat(samples.HELLO, Uint8Array.of(0)))).toThrow(refused);
  });

  test('the largest certificate fits', () => {
    const bytes = new Uint8Array(certificateBytes);
    const body = encodeHello(
      { ...sampleHello, certificate: { ...sampleHello.certificate, bytes } },
      () => new Uint8Array(64),
    );
    expect(body).toHaveLength(2048);
  });
});

describe('HAVE', () => {
  test('comes back, sorted', () => {
    expect(decodeHave(samples.HAVE)).toEqual(sampleHave);
    expect(encodeHave({ ...sampleHave, records: sampleHave.records.toReversed() })).toEqual(samples.HAVE);
  });

  test('refuses records out of order or repeated', () => {
    const head = samples.HAVE.subarray(0, 19);
    const [first, second] = [samples.HAVE.subarray(19, 131), samples.HAVE.subarray(131, 243)];
    const two = concat(head.subarray(0, 17), Uint8Array.of(0, 2));
    expect(decodeHave(concat(two, first, second)).records).toHaveLength(2);
    expect(() => decodeHave(concat(two, second, first))).toThrow(refused);
    expect(() => decodeHave(concat(two, first, first))).toThrow(refused);
  });

  test.each([
    ['a run inside the prefix', { prefix: 5, from: 4, to: 9 }],
    ['a run that touches the prefix', { prefix: 5, from: 5, to: 9 }],
    ['an empty run elsewhere', { prefix: 5, from: 9, to: 9 }],
    ['nothing held but a newest', { prefix: 0, from: 0, to: 0 }],
  ])('refuses %s', (_what, runs) => {
    const [record] = sampleHave.records;
    expect(() => decodeHave(encodeHave({ ...sampleHave, records: [{ ...record, ...runs }] }))).toThrow(refused);
  });

  test('refuses more records than allowed before reading them', () => {
    const head = samples.HAVE.subarray(0, 17);
    expect(() => decodeHave(concat(head, Uint8Array.of(0x07, 0xd1)))).toThrow('too many items');
  });
});

describe('WANT', () => {
  test.each(Object.entries(sampleWants))('%s comes back', (_mode, want) => {
    expect(decodeWant(encodeWant(want))).toEqual(want);
  });

  test('refuses unknown modes, empty ranges and too many entries', () => {
    expect(() => decodeWant(changed(samples['WANT newest'], 16, 3))).toThrow('unknown mode');
    const [range] = sampleWants.ranges.ranges;
    const empty = { ...sampleWants.ranges, ranges: [{ ...range, to: range.from }] };
    expect(() => decodeWant(encodeWant(empty))).toThrow('empty range');
    expect(() => decodeWant(encodeWant({ ...sampleWants.newest, count: 257 }))).toThrow('too many entries');
  });
});

describe('ENTRIES', () => {
  test('come back, with and without bodies', () => {
    expect(decodeEntries(sampleCrypto, samples['ENTRIES push'])).toEqual({ flag: 'push', entries: sampleEntries });
    const bare = decodeEntries(sampleCrypto, samples['ENTRIES answer, without body']);
    expect(bare.flag).toBe('answer');
    expect(bare.entries.map(({ id }) => id)).toEqual(sampleEntries.map(({ id }) => id));
    expect(bare.entries.every(({ body }) => body === undefined)).toBe(true);
  });

  test('what is kept does not keep the frame', () => {
    const [entry] = decodeEntries(sampleCrypto, samples['ENTRIES push']).entries;
    const size = 135 + 64 + (entry?.body?.length ?? 0);
    for (const part of [entry?.header, entry?.prev, entry?.body]) expect(part?.buffer.byteLength).toBe(size);
  });

  test('refuse a body longer than allowed before taking it', () => {
    const frame = samples['ENTRIES push'];
    expect(() => decodeEntries(sampleCrypto, changed(frame, 3 + 131, 0xff))).toThrow('body too long');
  });

  test('more than a frame may hold is not even encoded', () => {
    const [entry] = sampleEntries;
    const many = Array.from({ length: 257 }, () => entry).filter((each) => each !== undefined);
    expect(() => encodeEntries({ flag: 'push', entries: many })).toThrow(
      expect.objectContaining({ code: 'TOO_LARGE' }),
    );
  });
});

test('CERTS and BYE come back', () => {
  expect(decodeCerts(samples.CERTS).map(({ username }) => username)).toEqual(['Ana', 'João da Silva']);
  expect(decodeBye(samples.BYE)).toEqual({ code: byeCodes.REPLACED, text: 'another link' });
  expect(decodeBye(Uint8Array.of(1, 0)).code).toBe(256);
  expect(() => decodeBye(new Uint8Array(203))).toThrow(refused);
  expect(() => decodeCerts(changed(samples.CERTS, 0, 3))).toThrow(refused);
  expect(toHex(samples.BYE).startsWith('0005')).toBe(true);
});
