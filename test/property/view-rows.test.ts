import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../common/model/index.ts';
import { lowerBound, findRow, mergeRows, sliceRows } from '../../webview/state/rows.ts';
import { bruno } from '../support/view-samples.ts';

/** Few ids and orders, so that they meet. */
const rows = fc.array(
  fc
    .record({ id: fc.integer({ min: 0, max: 30 }), order: fc.integer({ min: 0, max: 60 }), version: fc.nat(3) })
    .map(({ id, order, version }): Row => ({
      id: `${id}`,
      order: `${String(order).padStart(3, '0')}:${id}`,
      kind: 'message',
      author: bruno,
      own: false,
      at: order,
      content: `${version}`,
    })),
  { maxLength: 12 },
);

/** As one would say it: the last version of each, in order. */
const plain = (held: readonly Row[], changed: readonly Row[]): Row[] =>
  [...new Map([...held, ...changed].map((row) => [row.id, row])).values()].sort((a, b) => (a.order < b.order ? -1 : 1));

describe('rows', () => {
  it('merged one after the other are the last version of each, in order, found by id', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 8 }), (changes) => {
        let held: readonly Row[] = [];
        let expected: readonly Row[] = [];
        for (const changed of changes) {
          held = mergeRows(held, changed);
          expected = plain(expected, changed);
          expect(held).toEqual(expected);
          for (let id = 0; id <= 30; id++)
            expect(findRow(held, `${id}`)).toBe(expected.find((row) => row.id === `${id}`));
        }
      }),
    );
  });

  it('are not changed by what is made of them', () => {
    fc.assert(
      fc.property(rows, rows, rows, (base, one, other) => {
        const held = mergeRows([], base);
        const copy = [...held];
        mergeRows(held, one);
        expect(mergeRows(held, other)).toEqual(plain(copy, other));
        expect(held).toEqual(copy);
      }),
    );
  });

  it('are found by order, and can be cut', () => {
    fc.assert(
      fc.property(rows, fc.nat(60), fc.nat(12), fc.nat(12), (base, order, from, to) => {
        const held = mergeRows([], base);
        const wanted = String(order).padStart(3, '0');
        expect(lowerBound(held, wanted)).toBe(held.filter((row) => row.order < wanted).length);
        const cut = held.slice(from, to);
        const part = sliceRows(held, from, to);
        expect(part).toEqual(cut);
        for (const row of held) expect(findRow(part, row.id)).toBe(cut.includes(row) ? row : undefined);
      }),
    );
  });
});
