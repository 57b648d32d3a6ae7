import { describe, expect, test } from 'vitest';
import { mustHappen } from './marks.ts';
import { runSeed } from './seeds.ts';

/** Random teams through random faults. Two files run a half each, at the same time. */
export const seedTests = (from: number, count: number): void => {
  describe(`seeds ${from} to ${from + count - 1}`, () => {
    test('all becomes well, and everything that can happen does', () => {
      const reached = new Set<string>();
      for (let seed = from; seed < from + count; seed++) runSeed(seed, { reached });
      expect(mustHappen.filter((mark) => !reached.has(mark))).toEqual([]);
    });
  });
};
