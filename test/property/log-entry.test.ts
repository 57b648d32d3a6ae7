import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, concat, toBase64url, utf8 } from '../../common/base/index.ts';
import {
  verifyRun,
  decodeAddressRecord,
  decodeCertificate,
  decodeContent,
  decodeControl,
  decodeRevocation,
  decodeUnknownControl,
  emptyTip,
  logId,
  entryFromBytes,
  entryFromJson,
  entryToBytes,
  entryToJson,
  selfKey,
  tipAfter,
  writeRun,
} from '../../common/log/index.ts';
import type { Entry } from '../../common/model/index.ts';
import { everyBitFlipped } from '../support/bits.ts';
import { cases } from '../support/fixed-seed.ts';
import { testPerson } from '../support/people.ts';

const { certificate, crypto } = testPerson(1, 'Ana').device(0);
const log = logId(crypto, selfKey(crypto, certificate.identity), 'content', certificate.identity);
const item = fc.record({
  body: fc.uint8Array({ maxLength: 300 }),
  clock: fc.record({ ms: fc.maxSafeNat().map((n) => n % 2 ** 48), count: fc.nat(65_535) }),
});
const write = (items: readonly { body: Uint8Array; clock: Entry['clock'] }[], tip = emptyTip): readonly Entry[] =>
  writeRun(crypto, log, certificate.device, tip, items);

test('what is written is accepted and comes back the same, in two runs or one', () => {
  const both = fc.tuple(fc.array(item, { minLength: 1, maxLength: 8 }), fc.array(item, { minLength: 1, maxLength: 8 }));
  fc.assert(
    fc.property(both, ([one, two]) => {
      const first = write(one);
      const tip = tipAfter(first.at(-1) as Entry);
      const second = write(two, tip);
      expect(verifyRun(crypto, log, tip, second)).toBe('ok');
      expect(verifyRun(crypto, log, emptyTip, [...first, ...second])).toBe('ok');
      for (const entry of [...first, ...second]) {
        expect(entryFromBytes(crypto, entryToBytes(entry))).toEqual(entry);
        expect(entryFromJson(crypto, entryToJson(entry))).toEqual(entry);
      }
    }),
    cases(50),
  );
});

test('no bit of a run can be turned', () => {
  const clock = { ms: 1_700_000_000_000, count: 3 };
  const start = tipAfter(write([{ body: utf8('before'), clock }])[0] as Entry);
  const run = write(
    ['one', 'two'].map((text) => ({ body: utf8(text), clock })),
    start,
  );
  for (const [index, entry] of run.entries()) {
    for (const flipped of everyBitFlipped(entryToBytes(entry))) {
      const verdict = verdictOn(flipped, (changed) => verifyRun(crypto, log, start, run.with(index, changed)));
      expect(verdict).not.toBe('ok');
    }
  }
});

const verdictOn = (bytes: Uint8Array, check: (entry: Entry) => string): string => {
  try {
    return check(entryFromBytes(crypto, bytes));
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

const [sample] = write([{ body: utf8('{"kind":"MESSAGE","content":"hi"}'), clock: { ms: 5, count: 0 } }]) as [Entry];
/** Random bytes, and the beginning of something real followed by random bytes. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  ...[entryToBytes(sample), certificate.bytes].map((real) =>
    fc
      .tuple(fc.nat(real.length), fc.uint8Array({ maxLength: 200 }))
      .map(([length, rest]) => concat(real.subarray(0, length), rest)),
  ),
);

test('decoders answer random bytes with a value or BAD_OPERATION, never with another error', () => {
  const decoders = [
    (input: Uint8Array) => entryFromBytes(crypto, input),
    (input: Uint8Array) => entryFromJson(crypto, toBase64url(input)),
    decodeCertificate,
    decodeRevocation,
    decodeAddressRecord,
  ];
  fc.assert(
    fc.property(bytes, fc.constantFrom(...decoders), (input, decode) => {
      try {
        decode(input);
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError', code: 'BAD_OPERATION' });
      }
    }),
    cases(1000),
  );
});

const bodyDecoders = [decodeContent, decodeControl, decodeUnknownControl];

test('body decoders never throw on random bytes or texts', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, fc.json().map(utf8), fc.string({ unit: 'binary' }).map(utf8)), (input) => {
      for (const decode of bodyDecoders) decode(input);
    }),
    cases(1000),
  );
});

const fieldNames = fc.constantFrom(
  'kind',
  'after',
  'content',
  'replyTo',
  'identity',
  'record',
  'cut',
  'key',
  'uses',
  'invite',
  'v',
  '__proto__',
);
const kinds = fc.constantFrom('MESSAGE', 'GENESIS', 'JOIN', 'LEAVE', 'ADD', 'REMOVE', 'INVITE', 'REVOKE', 'CLOSE');
const nearlyBodies = fc
  .tuple(kinds, fc.array(fc.tuple(fieldNames, fc.jsonValue({ maxDepth: 3 })), { maxLength: 8 }))
  .map(([kind, fields]) => `{${[['kind', kind], ...fields].map(([k, v]) => `"${k}":${JSON.stringify(v)}`).join(',')}}`);

test('body decoders never throw on nearly right bodies, and what they accept they accept again', () => {
  fc.assert(
    fc.property(nearlyBodies, (text) => {
      for (const decode of bodyDecoders) {
        const read = decode(utf8(text));
        if (read !== undefined) expect(decode(utf8(JSON.stringify(read)))).toEqual(read);
      }
    }),
    cases(1000),
  );
});
