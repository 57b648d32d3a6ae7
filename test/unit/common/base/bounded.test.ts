import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { BoundedMap, BoundedSet } from '../../../../common/base/index.ts';

const sets = 20_000;

/** Setting that many keys: how often somebody begins to walk over a map, whose first step may cost its whole table, and all steps. */
const costOf = (max: number): { readonly walks: number; readonly steps: number } => {
  const map = new BoundedMap<number, number>(max);
  const methods = (['keys', 'values', 'entries', Symbol.iterator, 'forEach'] as const).map((name) =>
    vi.spyOn(Map.prototype, name),
  );
  const next = vi.spyOn(Object.getPrototypeOf(new Map().keys()) as Iterator<unknown>, 'next');
  try {
    for (let key = 0; key < sets; key++) map.set(key, key);
    return { walks: methods.reduce((sum, { mock }) => sum + mock.calls.length, 0), steps: next.mock.calls.length };
  } finally {
    vi.restoreAllMocks();
  }
};

describe('a bounded map', () => {
  test('lets go of what was set longest ago, and says so', () => {
    const map = new BoundedMap<string, number>(2);
    expect([map.set('a', 1), map.set('b', 2), map.set('a', 3), map.set('c', 4)]).toEqual([
      undefined,
      undefined,
      undefined,
      'b',
    ]);
    expect([...map]).toEqual([
      ['a', 3],
      ['c', 4],
    ]);
    expect([map.get('a'), map.get('b'), map.has('c'), map.size]).toEqual([3, undefined, true, 2]);
  });

  test('what is used stays', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.use('a')).toBe(1);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.use('d')]).toEqual([1, undefined, undefined]);
  });

  test('holds what a list that is searched for the oldest would hold, whatever happens', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ act: fc.constant('set' as const), key: fc.nat(40) }) },
      { weight: 2, arbitrary: fc.record({ act: fc.constant('use' as const), key: fc.nat(40) }) },
      { weight: 2, arbitrary: fc.record({ act: fc.constant('delete' as const), key: fc.nat(40) }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constant('clear' as const), key: fc.nat(40) }) },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 300 }), (max, steps) => {
        const map = new BoundedMap<number, number>(max);
        let model: [number, number][] = [];
        const place = (key: number, value: number): void => {
          model = [...model.filter(([one]) => one !== key), [key, value] as [number, number]].slice(-max);
        };
        for (const [index, { act, key }] of steps.entries()) {
          const known = model.find(([one]) => one === key)?.[1];
          if (act === 'set') {
            map.set(key, index);
            place(key, index);
          } else if (act === 'use') {
            expect(map.use(key)).toBe(known);
            if (known !== undefined) place(key, known);
          } else if (act === 'delete') {
            expect(map.delete(key)).toBe(known !== undefined);
            model = model.filter(([one]) => one !== key);
          } else {
            map.clear();
            model = [];
          }
          expect([...map]).toEqual(model);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([10, 100, 10_000])('one of %i lets go in one step, and walks anew once in as many sets', (max) => {
    const { walks, steps } = costOf(max);
    expect(steps).toBe(sets - max);
    expect(walks).toBeLessThanOrEqual(sets / max);
  });
});

test('a bounded set keeps what was added last', () => {
  const set = new BoundedSet<string>(2);
  set.add('a');
  set.add('b');
  set.add('a');
  expect(set.add('c')).toBe('b');
  expect([set.has('a'), set.has('b'), set.has('c'), set.size]).toEqual([true, false, true, 2]);
  expect([set.delete('a'), set.delete('a'), set.size]).toEqual([true, false, 1]);
});
