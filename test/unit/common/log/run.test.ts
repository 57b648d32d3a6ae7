import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../../common/base/index.ts';
import {
  verifyRun,
  decodeEntry,
  directKey,
  emptyTip,
  entryFromBytes,
  entryFromJson,
  entryToBytes,
  entryToJson,
  headerBytes,
  isAnchor,
  logId,
  selfKey,
  withDomain,
  tipAfter,
  writeRun,
  type LogTip,
} from '../../../../common/log/index.ts';
import { limits, type Entry } from '../../../../common/model/index.ts';
import { testPerson } from '../../../support/people.ts';

const ana = testPerson(1, 'Ana').device(0);
const bia = testPerson(2, 'Bia').device(0);
const { crypto } = ana;
const room = directKey(crypto, ana.certificate.identity, bia.certificate.identity);
const log = logId(crypto, room, 'content', ana.certificate.identity);
const badOperation = expect.objectContaining({ code: 'BAD_OPERATION' });
const tooLarge = expect.objectContaining({ code: 'TOO_LARGE' });

const write = (tip: LogTip, ...texts: readonly string[]): readonly Entry[] =>
  writeRun(
    crypto,
    log,
    ana.certificate.device,
    tip,
    texts.map((text, index) => ({ body: utf8(text), clock: { ms: index, count: 0 } })),
  );
/** Writes that many entries of that many zero bytes, once it is called. */
const attempt = (count: number, bytes: number) => (): readonly Entry[] => {
  const items = Array.from({ length: count }, () => ({ body: new Uint8Array(bytes), clock: { ms: 0, count: 0 } }));
  return writeRun(crypto, log, ana.certificate.device, emptyTip, items);
};
const tipOf = (run: readonly Entry[]): LogTip => tipAfter(run.at(-1) as Entry);
const check = (tip: LogTip, run: readonly Entry[]): string => verifyRun(crypto, log, tip, run);

describe('writeRun', () => {
  test('chains the entries and signs only the last', () => {
    const run = write(emptyTip, 'a', 'b', 'c');
    expect(run.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(run.map(isAnchor)).toEqual([false, false, true]);
    expect(check(emptyTip, run)).toBe('ok');
    expect(check(tipOf(run), write(tipOf(run), 'd'))).toBe('ok');
  });

  test('of nothing is nothing', () => expect(write(emptyTip)).toEqual([]));

  test('goes up to its limits and no further', () => {
    expect(attempt(1, limits.body)()).toHaveLength(1);
    expect(attempt(1, limits.body + 1)).toThrow(tooLarge);
    expect(check(emptyTip, attempt(limits.runEntries, 10)())).toBe('ok');
    expect(attempt(limits.runEntries + 1, 10)).toThrow(tooLarge);
    expect(attempt(limits.runBytes / limits.body, limits.body)()).toHaveLength(8);
    expect(attempt(limits.runBytes / limits.body + 1, limits.body)).toThrow(tooLarge);
  });
});

describe('verifyRun', () => {
  const first = write(emptyTip, 'a', 'b');
  const second = write(tipOf(first), 'c', 'd');
  const [c, d] = second as [Entry, Entry];

  test('takes a run of several anchors', () => expect(check(emptyTip, [...first, ...second])).toBe('ok'));

  test('gap: begins beyond the tip', () => expect(check(emptyTip, second)).toBe('gap'));
  test('duplicate: begins below the tip', () => expect(check(tipOf(first), [...first, ...second])).toBe('duplicate'));
  test('fork: continues another entry than the tip', () => {
    expect(check(tipOf(write(emptyTip, 'a', 'B')), second)).toBe('fork');
  });
  test('anchor: does not end at a signature', () => expect(check(tipOf(first), [c])).toBe('anchor'));
  test('tooLarge: nothing, or too much', () => {
    expect(check(emptyTip, [])).toBe('tooLarge');
    expect(
      check(
        emptyTip,
        Array.from({ length: limits.runEntries + 1 }, () => c),
      ),
    ).toBe('tooLarge');
  });

  test('chain: a hole, a repetition, a change of order, another log, another device', () => {
    const more = write(tipOf(second), 'e');
    expect(check(emptyTip, [...first, ...more])).toBe('chain');
    expect(check(tipOf(first), [c, c, d])).toBe('chain');
    expect(check(tipOf(first), [d, c])).toBe('chain');
    expect(check(tipOf(first), [{ ...c, id: d.id }, d])).toBe('chain');
    expect(check(tipOf(first), [c, ...write({ ...tipOf([c]), prefix: 7 }, 'x')])).toBe('chain');
    const others = writeRun(bia.crypto, log, bia.certificate.device, tipOf([c]), [{ body: utf8('x'), clock: c.clock }]);
    expect(check(tipOf(first), [c, ...others])).toBe('chain');
  });

  test('chain: replayed into another room, into the control log of this one, or under another identity', () => {
    const self = selfKey(crypto, ana.certificate.identity);
    const elsewhere = logId(crypto, self, 'content', ana.certificate.identity);
    expect(verifyRun(crypto, elsewhere, emptyTip, first)).toBe('chain');
    expect(verifyRun(crypto, logId(crypto, room, 'control', ana.certificate.identity), emptyTip, first)).toBe('chain');
    expect(verifyRun(crypto, logId(crypto, room, 'content', bia.certificate.identity), emptyTip, first)).toBe('chain');
  });

  test('body: missing, longer, shorter, changed', () => {
    const { body: _, ...bare } = c;
    for (const broken of [bare, ...['', 'cc', 'C'].map((text) => ({ ...c, body: utf8(text) }))]) {
      expect(check(tipOf(first), [broken, d])).toBe('body');
    }
  });

  test('body: of another length than its author has signed', () => {
    const header = new Uint8Array(d.header);
    header[134] = 2;
    const lying = decodeEntry(crypto, header, crypto.sign(withDomain('entry/v1', header)), d.body);
    expect(check(tipOf([c]), [lying])).toBe('body');
  });

  test('signature: of somebody else, of nobody', () => {
    const item = [{ body: utf8('x'), clock: c.clock }];
    const forged = writeRun(bia.crypto, log, ana.certificate.device, tipOf(first), item);
    expect(check(tipOf(first), forged)).toBe('signature');
    const garbage = decodeEntry(crypto, c.header, new Uint8Array(64).fill(7), utf8('c'));
    expect(check(tipOf(first), [garbage])).toBe('signature');
  });
});

describe('entry codec', () => {
  const [entry] = write(tipOf(write(emptyTip, 'a')), 'é') as [Entry];

  test('comes back from bytes and from JSON', () => {
    expect(entryFromBytes(crypto, entryToBytes(entry))).toEqual(entry);
    expect(entryFromJson(crypto, entryToJson(entry))).toEqual(entry);
  });

  test('may lack its body, but not a part of it', () => {
    const { body: _, ...bare } = entry;
    const bytes = entryToBytes(bare);
    expect(entryFromBytes(crypto, bytes)).toEqual(bare);
    expect(() => entryFromBytes(crypto, new Uint8Array([...bytes, 1]))).toThrow(badOperation);
    expect(() => entryFromBytes(crypto, new Uint8Array([...entryToBytes(entry), 1]))).toThrow(badOperation);
  });

  test('an empty body is a body', () => {
    const [empty] = write(emptyTip, '') as [Entry];
    expect(entryFromBytes(crypto, entryToBytes(empty)).body).toEqual(new Uint8Array(0));
  });

  test('keeps nothing of the frame it came in', () => {
    const frame = Buffer.from(entryToBytes(entry));
    const read = entryFromBytes(crypto, frame);
    frame.fill(0);
    expect(read).toEqual(entry);
    expect(read.header.buffer.byteLength).toBeLessThan(256);
  });

  test.each([
    ['another version', 0, 2],
    ['a seq of 2^48', 50, 1],
    ['a seq beyond what numbers hold', 49, 255],
    ['a clock of 2^48 ms', 90, 1],
    ['a body of 16 MiB', 131, 1],
    ['a body of 16 KiB and more', 133, 0x41],
  ])('refuses %s', (_, at, value) => {
    const header = new Uint8Array(entry.header);
    header[at] = value;
    expect(() => decodeEntry(crypto, header, entry.signature)).toThrow(badOperation);
  });

  test('refuses a first entry with a predecessor', () => {
    const header = new Uint8Array((write(emptyTip, 'a')[0] as Entry).header);
    header[57] = 1;
    expect(() => decodeEntry(crypto, header, entry.signature)).toThrow(badOperation);
  });

  test('refuses every other length', () => {
    const bytes = entryToBytes(entry);
    for (let length = 0; length < headerBytes + 64; length++) {
      expect(() => entryFromBytes(crypto, bytes.subarray(0, length))).toThrow(badOperation);
    }
    expect(() => decodeEntry(crypto, entry.header, new Uint8Array(63))).toThrow(badOperation);
    expect(() => entryFromJson(crypto, 'A'.repeat(1_000_000))).toThrow(badOperation);
    expect(() => entryFromJson(crypto, `${entryToJson(entry)}=`)).toThrow(badOperation);
  });
});
