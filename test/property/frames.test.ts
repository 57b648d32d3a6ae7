import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError, concat } from '../../common/base/index.ts';
import {
  decodeBye,
  decodeCerts,
  decodeEntries,
  decodeHave,
  decodeHello,
  decodeWant,
  encodeFrame,
  FrameSplitter,
  peerLimits,
  type Frame,
} from '../../common/protocol/peer/index.ts';
import { everyBitFlipped } from '../support/bits.ts';
import { cases } from '../support/fixed-seed.ts';
import { sampleCrypto, samples } from '../support/peer-samples.ts';

const drain = (splitter: FrameSplitter): Frame[] => {
  const frames: Frame[] = [];
  for (let frame = splitter.next(); frame !== undefined; frame = splitter.next()) frames.push(frame);
  return frames;
};

const aFrame = fc.record({ type: fc.integer({ min: 0, max: 255 }), body: fc.uint8Array({ maxLength: 3000 }) });
const bytesOf = (frames: readonly Frame[]): Uint8Array =>
  concat(...frames.map(({ type, body }) => encodeFrame(type, body)));

describe('the splitter', () => {
  test('frames split at every byte are the same frames', () => {
    const frames = [
      { type: 2, body: Uint8Array.of(1, 2, 3) },
      { type: 11, body: new Uint8Array(0) },
      { type: 255, body: new Uint8Array(300).fill(7) },
    ];
    const bytes = bytesOf(frames);
    for (let at = 0; at <= bytes.length; at++) {
      const splitter = new FrameSplitter(peerLimits.frame);
      splitter.push(bytes.subarray(0, at));
      const first = drain(splitter);
      splitter.push(bytes.subarray(at));
      expect([...first, ...drain(splitter)]).toEqual(frames);
      expect(splitter.partial).toBe(0);
    }
  });

  test('any frames in any pieces', () => {
    fc.assert(
      fc.property(fc.array(aFrame, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 2000 })), (frames, sizes) => {
        const splitter = new FrameSplitter(peerLimits.frame);
        let rest = bytesOf(frames);
        const out: Frame[] = [];
        for (const size of [...sizes, rest.length]) {
          splitter.push(rest.subarray(0, size));
          rest = rest.subarray(size);
          out.push(...drain(splitter));
        }
        expect(out).toEqual(frames);
        expect(splitter.partial).toBe(0);
      }),
      cases(100),
    );
  });

  test('a frame does not share memory with the stream', () => {
    const splitter = new FrameSplitter(100);
    const bytes = encodeFrame(6, Uint8Array.of(1, 2, 3));
    splitter.push(bytes);
    const frame = splitter.next();
    bytes.fill(9);
    expect(frame?.body).toEqual(Uint8Array.of(1, 2, 3));
  });

  test.each([0, 101, 2 ** 32 - 1])('a length of %i is refused as soon as it is read', (length) => {
    const splitter = new FrameSplitter(100);
    splitter.push(Uint8Array.of(length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255));
    expect(() => splitter.next()).toThrow(AppError);
  });

  test('the cap may rise between two frames', () => {
    const splitter = new FrameSplitter(10);
    splitter.push(
      bytesOf([
        { type: 1, body: new Uint8Array(9) },
        { type: 4, body: new Uint8Array(99) },
      ]),
    );
    expect(splitter.next()?.type).toBe(1);
    splitter.cap = 100;
    expect(splitter.next()?.type).toBe(4);
  });
});

const decoders: Readonly<Record<string, (body: Uint8Array) => unknown>> = {
  HELLO: decodeHello,
  HAVE: decodeHave,
  WANT: decodeWant,
  ENTRIES: (body) => decodeEntries(sampleCrypto, body),
  CERTS: decodeCerts,
  BYE: decodeBye,
};

/** A decoder answers or throws AppError; nothing else ever comes out of it. */
const tries = (decode: (body: Uint8Array) => unknown, body: Uint8Array): boolean => {
  try {
    decode(body);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return false;
  }
};

describe.each(Object.entries(decoders))('the decoder of %s', (name, decode) => {
  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2100, size: 'max' }), (body) => void tries(decode, body)),
      cases(300),
    );
  });

  const own = Object.entries(samples).filter(([sample]) => sample.startsWith(name));

  test('every single bit flipped, every length cut', () => {
    for (const [, body] of own) {
      for (const flipped of everyBitFlipped(body)) tries(decode, flipped);
      for (let length = 0; length < body.length; length += 1 + (length >> 6)) tries(decode, body.subarray(0, length));
      expect(tries(decode, body)).toBe(true);
    }
  });

  test('a byte too many is refused', () => {
    for (const [, body] of own) if (name !== 'BYE') expect(tries(decode, concat(body, Uint8Array.of(0)))).toBe(false);
  });
});
