import { describe, expect, test } from 'vitest';
import { compareOrder, nextClock, orderText } from '../../../../common/log/index.ts';
import { asHex, type AuthorKey, type Hlc, type OrderKey } from '../../../../common/model/index.ts';

const at = (ms: number, count = 0): Hlc => ({ ms, count });
const key = (ms: number, count: number, digit: string, seq: number): OrderKey => ({
  clock: at(ms, count),
  author: asHex<AuthorKey>(digit.repeat(128)),
  seq,
});

describe('nextClock', () => {
  test.each([
    ['the own clock when it is ahead', 100, at(60), at(100)],
    ['after what is followed, though the own clock is behind', 100, at(160, 2), at(160, 3)],
    ['after what is followed of the same millisecond', 100, at(100), at(100, 1)],
    ['the next millisecond when the counter is full', 100, at(150, 65_535), at(151)],
    ['whole milliseconds', 100.9, at(0), at(100)],
    ['never below zero', -5, at(-1), at(0)],
    ['never beyond its field', 2 ** 60, at(0), at(2 ** 48 - 1)],
    ['never beyond its field, whatever is followed', 100, at(2 ** 48 - 1, 65_535), at(2 ** 48 - 1, 65_535)],
  ])('is %s', (_, now, followed, expected) => expect(nextClock(now, followed)).toEqual(expected));
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
