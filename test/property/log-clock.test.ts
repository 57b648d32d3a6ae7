import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareHlc, compareOrder, effectiveClocks, nextClock, orderText } from '../../common/log/index.ts';
import { asHex, type AuthorKey, type Hlc, type OrderKey } from '../../common/model/index.ts';
import { cases } from '../support/fixed-seed.ts';

const hlc: fc.Arbitrary<Hlc> = fc.record({ ms: fc.nat(20), count: fc.nat(3) });
/** The clocks of a few authors' logs, lies and jumps included. */
const logs = fc.array(fc.array(hlc, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
/** The first of one device, under several identities. */
const authorAt = (index: number): AuthorKey =>
  asHex(String(index >> 1).padStart(64, '0') + String(index).padStart(64, '0'));

/** The entries of all logs in their order, each named "author/seq". */
const ordered = (clocks: readonly (readonly Hlc[])[]): string[] =>
  clocks
    .flatMap((log, author) =>
      effectiveClocks(log.map((clock) => ({ clock }))).map((clock, seq): OrderKey => ({
        clock,
        author: authorAt(author),
        seq,
      })),
    )
    .toSorted(compareOrder)
    .map(({ author, seq }) => `${Number(author.slice(64))}/${seq}`);

/** Receives the entries of the logs one by one, in an order that `picks` decides, and sorts anew after each. */
const receive = (clocks: readonly (readonly Hlc[])[], picks: readonly number[]): string[] => {
  const held = clocks.map((): Hlc[] => []);
  let last: string[] = [];
  for (const pick of [...picks, ...clocks.flatMap((log, author) => log.map(() => author))]) {
    const author = pick % clocks.length;
    const next = clocks[author]?.[held[author]?.length ?? 0];
    if (next !== undefined) held[author]?.push(next);
    last = ordered(held);
  }
  return last;
};

test('two receivers end with the same order, whatever came to them when', () => {
  const picks = fc.array(fc.nat(), { maxLength: 40 });
  fc.assert(
    fc.property(logs, picks, picks, (clocks, one, two) => {
      expect(receive(clocks, one)).toEqual(receive(clocks, two));
      expect(receive(clocks, one)).toEqual(ordered(clocks));
    }),
    cases(300),
  );
});

test("every author's entries keep their order", () => {
  fc.assert(
    fc.property(logs, (clocks) => {
      for (const author of clocks.keys()) {
        const seqs = ordered(clocks).flatMap((name) =>
          name.startsWith(`${author}/`) ? [Number(name.split('/')[1])] : [],
        );
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      }
    }),
    cases(200),
  );
});

test('an effective clock is never later than the claimed one, and is the claimed one of some later entry', () => {
  fc.assert(
    fc.property(fc.array(hlc), (clocks) => {
      for (const [index, effective] of effectiveClocks(clocks.map((clock) => ({ clock }))).entries()) {
        const later = clocks.slice(index);
        expect(later.every((claimed) => compareHlc(effective, claimed) <= 0)).toBe(true);
        expect(later).toContainEqual(effective);
      }
    }),
    cases(200),
  );
});

const fullHlc = fc.record({ ms: fc.maxSafeNat().map((n) => n % 2 ** 48), count: fc.nat(65_535) });

test('orderText sorts as compareOrder does', () => {
  const key = fc.record({ clock: fc.oneof(hlc, fullHlc), author: fc.nat(3).map(authorAt), seq: fc.nat(2 ** 31 - 1) });
  fc.assert(
    fc.property(key, key, (a, b) => {
      const [x, y] = [orderText(a), orderText(b)];
      expect(x.length).toBe(12 + 4 + 128 + 12);
      expect(Math.sign(compareOrder(a, b))).toBe(x < y ? -1 : x > y ? 1 : 0);
    }),
    cases(200),
  );
});

test('a next clock is the own clock, or just after what is followed', () => {
  const wall = fc.nat(2 ** 31 - 1);
  fc.assert(
    fc.property(wall, fullHlc, (now, followed) => {
      const next = nextClock(now, followed);
      if (followed.ms < 2 ** 48 - 1) expect(compareHlc(next, followed)).toBeGreaterThan(0);
      expect(next.ms).toBeGreaterThanOrEqual(now);
      expect(next.ms).toBeLessThanOrEqual(Math.max(now, followed.ms + 1));
    }),
    cases(200),
  );
});
