import { describe, expect, test } from 'vitest';
import { compareHlc, compareOrder, nextClock, orderText } from '../../../../common/log/index.ts';
import { asHex, type DeviceKey, type Hlc, type OrderKey } from '../../../../common/model/index.ts';

const at = (ms: number, count = 0): Hlc => ({ ms, count });
const key = (ms: number, count: number, digit: string, seq: number): OrderKey => ({
  clock: at(ms, count),
  device: asHex<DeviceKey>(digit.repeat(64)),
  seq,
});

describe('nextClock after a wrong clock', () => {
  const hour = 3_600_000;
  const now = 100 * hour;
  test('was set right: the own last entry is followed no longer', () => {
    expect(nextClock(now, at(200 * hour), at(now - 5), at(now - 5))).toEqual(at(now));
    expect(nextClock(now, at(200 * hour), at(0), at(0))).toEqual(at(now));
  });
  test('was set back: the others tell that it is wrong now', () => {
    expect(nextClock(now - 2 * hour, at(now), at(0), at(now - 5))).toEqual(at(now, 1));
  });
});

describe('nextClock', () => {
  test.each([
    ['the wall clock when it is ahead', 100, at(50), at(60), at(100)],
    ['after the own last entry, though the wall clock was set back', 100, at(150, 3), at(60), at(150, 4)],
    ['after the own last entry of the same millisecond', 100, at(100), at(60), at(100, 1)],
    ['after what was seen, though the wall clock is behind', 100, at(50), at(160, 2), at(160, 3)],
    ['after what was seen 52 hours ahead', 100, at(50), at(187_200_100), at(187_200_100, 1)],
    ['not after what was seen further ahead', 100, at(50), at(187_200_101), at(100)],
    ['the next millisecond when the counter is full', 100, at(150, 65_535), at(0), at(151)],
    ['whole milliseconds', 100.9, at(0), at(0), at(100)],
    ['never below zero', -5, at(0), at(-1), at(0, 1)],
    ['never beyond its field', 2 ** 60, at(2 ** 48 - 1, 65_535), at(0), at(2 ** 48 - 1, 65_535)],
  ])('is %s', (_, wall, own, seen, expected) => expect(nextClock(wall, own, seen)).toEqual(expected));

  test('an answer always stands behind what it answers, whoever has the smaller key', () => {
    const seen = at(5000, 7);
    expect(compareHlc(nextClock(4000, at(0), seen), seen)).toBeGreaterThan(0);
  });
});

describe('order', () => {
  const ascending = [
    key(0, 0, 'a', 0),
    key(9, 0, 'b', 3),
    key(10, 0, 'a', 2 ** 48 - 1),
    key(10, 0, 'b', 1),
    key(10, 0, 'b', 10),
    key(10, 1, '0', 0),
    key(10, 256, '0', 0),
    key(256, 0, '0', 0),
    key(2 ** 48 - 1, 65_535, 'f', 0),
  ];

  test('is clock, device, seq; as text too', () => {
    for (const [i, a] of ascending.entries()) {
      for (const [j, b] of ascending.entries()) {
        expect(Math.sign(compareOrder(a, b))).toBe(Math.sign(i - j));
        expect(orderText(a) < orderText(b)).toBe(i < j);
      }
    }
  });
});
