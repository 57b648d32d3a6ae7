import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctionOf, correctionOfDead } from '../../common/log/index.ts';
import { limits } from '../../common/model/index.ts';
import { cases } from '../support/fixed-seed.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Honest clocks are right to two minutes. */
const honest = fc.integer({ min: -limits.clockAgrees, max: limits.clockAgrees });
const anything = fc.integer({ min: -(2 ** 41), max: 2 ** 41 });

test('liars fewer than honest clocks make no clock worse by more than four minutes', () => {
  fc.assert(
    fc.property(
      fc.oneof(honest, anything),
      fc.array(honest, { maxLength: 8 }),
      fc.array(anything, { maxLength: 8 }),
      (mine, right, lies) => {
        const isRight = Math.abs(mine) <= limits.clockAgrees;
        fc.pre(lies.length < right.length + (isRight ? 1 : 0));
        const corrected = mine + correctionOf([...right, ...lies].map((clock) => clock - mine));
        expect(Math.abs(corrected)).toBeLessThanOrEqual(Math.abs(mine) + 4 * minute);
      },
    ),
    cases(2000),
  );
});

test('a clock that is off by up to 26 hours is set right to four minutes, while liars are fewer', () => {
  const off = fc.integer({ min: -26 * hour, max: 26 * hour });
  fc.assert(
    fc.property(
      off,
      fc.array(honest, { minLength: 2, maxLength: 9 }),
      fc.array(anything, { maxLength: 7 }),
      (mine, right, lies) => {
        fc.pre(lies.length + 1 < right.length);
        const corrected = mine + correctionOf([...right, ...lies].map((clock) => clock - mine));
        expect(Math.abs(corrected)).toBeLessThanOrEqual(4 * minute);
      },
    ),
    cases(1000),
  );
});

test.each([
  ['no source', [], 0],
  ['a single one', [5 * hour], 0],
  ['one liar among three', [0, 5 * hour, 10], 0],
  ['one liar and one who is right against me', [5 * hour, 3 * hour], 3 * hour],
  ['two on either side', [-5 * hour, 5 * hour], 0],
  ['small change', [119_999, 119_999], 0],
  ['what is worth it', [120_000, 120_000], 120_000],
  ['behind', [-3 * hour, -4 * hour], -3 * hour],
  ['never beyond 26 hours', [30 * hour, 31 * hour], 26 * hour],
])('with %s', (_, offsets, expected) => expect(correctionOf(offsets)).toBe(expected));

test('a clock that shows a time before the program existed goes by a single source, and is only ever set forward', () => {
  expect(correctionOfDead([40 * 365 * 24 * hour])).toBe(40 * 365 * 24 * hour);
  expect(correctionOfDead([-hour])).toBe(0);
  expect(correctionOfDead([])).toBe(0);
});
