import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes, layout, type Layout } from '../../../../common/base/index.ts';

const read = <T>(one: Layout<T>, bytes: Uint8Array): T => decodeBytes('it', bytes, (reader) => one.read(reader));
const there = <T>(one: Layout<T>, value: T): T => read(one, layout.bytesOf(one, value));
const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);

interface Sample {
  readonly id: string;
  readonly count: number;
  readonly words: readonly string[];
  readonly kind: 'a' | 'b';
  readonly on: boolean;
}
const sample = layout.versioned(
  3,
  layout.struct<Sample>({
    id: layout.hex(4),
    count: layout.uint(6),
    words: layout.list(1, layout.text(20), 5),
    kind: layout.oneOf(['a', 'b'], 'kind'),
    on: layout.flag,
  }),
);

test('what is written is read again, and nothing else has the same bytes', () => {
  const samples = fc.record({
    id: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((all) => Buffer.from(all).toString('hex')),
    count: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
    words: fc.array(
      fc.string({ unit: 'grapheme', maxLength: 4 }).filter((one) => Buffer.from(one).length <= 20),
      {
        maxLength: 5,
      },
    ),
    kind: fc.constantFrom('a' as const, 'b' as const),
    on: fc.boolean(),
  });
  fc.assert(
    fc.property(samples, (one) => {
      expect(there(sample, one)).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
      let found: Sample;
      try {
        found = read(sample, noise);
      } catch {
        return;
      }
      expect(layout.bytesOf(sample, found)).toEqual(noise);
    }),
  );
});

test('fields stand in the order in which they are named', () => {
  const two = layout.struct<{ b: number; a: number }>({ b: layout.uint(1), a: layout.uint(2) });
  expect(layout.bytesOf(two, { a: 0x0102, b: 3 })).toEqual(bytes(3, 1, 2));
});

describe('refused', () => {
  test.each<[string, Layout<unknown>, Uint8Array]>([
    ['unknown version', layout.versioned(2, layout.uint(1)), bytes(1, 0)],
    ['not a flag', layout.flag, bytes(2)],
    ['unknown kind', layout.oneOf(['a'], 'kind'), bytes(1)],
    ['too long', layout.text(2), bytes(3, 65, 65, 65)],
    ['too many items', layout.list(2, layout.uint(1), 1), bytes(0, 2, 0, 0)],
    ['odd', layout.checked(layout.uint(1), (value) => value % 2 === 0, 'odd'), bytes(3)],
    ['wanted', layout.hex(2), bytes(1)],
    ['left over', layout.uint(1), bytes(1, 1)],
  ])('%s', (why, one, given) => {
    expect(() => read(one, given)).toThrow(why);
  });

  test('a number of items is not believed: nothing is set aside for those that do not come', () => {
    expect(() => read(layout.list(2, layout.uint(1)), bytes(255, 255, 1))).toThrow('wanted');
  });
});
