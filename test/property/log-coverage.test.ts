import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareHlc,
  effectiveClocks,
  emptyTip,
  tipOf,
  countCovered,
  coveredEnd,
  covers,
  missingRanges,
  nextCovered,
  emptyCoverage,
  takeRun,
  tipAfter,
  withRun,
  writeRun,
  type LogCoverage,
} from '../../common/log/index.ts';
import { asHex, limits, type DeviceKey, type Entry, type LogId } from '../../common/model/index.ts';
import { cases } from '../support/fixed-seed.ts';

const crypto = {
  sha256: (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest()),
  sign: (): Uint8Array => new Uint8Array(64).fill(1),
  verify: (): boolean => true,
};
const log = asHex<LogId>('ab'.repeat(16));
const device = asHex<DeviceKey>('cd'.repeat(32));

/** A log of runs of these lengths, with a clock for each entry. */
const write = (lengths: readonly number[], clocks: readonly number[]): Entry[] => {
  let tip = emptyTip;
  return lengths.flatMap((length) => {
    const items = Array.from({ length }, (_, i) => ({
      body: Uint8Array.of(i),
      clock: { ms: clocks[(tip.prefix + i) % clocks.length] ?? 0, count: 0 },
    }));
    const run = writeRun(crypto, log, device, tip, items);
    tip = tipAfter(run.at(-1) as Entry);
    return run;
  });
};
const entriesOf = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.nat(9), { minLength: 1, maxLength: 9 }),
  )
  .map(([lengths, clocks]) => write(lengths, clocks));

/** The entries from one place on, up to the anchor at or above another. */
const runAt = (all: readonly Entry[], from: number, length: number): Entry[] => {
  const to = all.findIndex(({ seq, signature }) => seq >= from + length && signature.some((byte) => byte !== 0));
  return all.slice(from, to === -1 ? undefined : to + 1);
};

/** What a set of numbers says about the same questions. */
const expectLike = (held: LogCoverage, seqs: ReadonlySet<number>, all: readonly Entry[]): void => {
  const has = (seq: number): boolean => seqs.has(seq);
  const ascending = [...seqs].toSorted((a, b) => a - b);
  expect(all.map(({ seq }) => covers(held, seq))).toEqual(all.map(({ seq }) => has(seq)));
  expect(held.prefix).toBe(
    all.findIndex(({ seq }) => !has(seq)) === -1 ? all.length : all.findIndex(({ seq }) => !has(seq)),
  );
  expect(coveredEnd(held)).toBe((ascending.at(-1) ?? -1) + 1);
  expect(tipOf(held).id).toBe(all[coveredEnd(held) - 1]?.id ?? emptyTip.id);
  for (const from of [0, 1, 5, 20]) {
    expect(countCovered(held, from)).toBe(ascending.filter((seq) => seq >= from).length);
    expect(nextCovered(held, from)).toBe(ascending.find((seq) => seq >= from));
  }
  for (const segment of held.ahead) {
    expect(segment.prevId).toBe(all[segment.from - 1]?.id);
    const above = all.filter(({ seq }) => has(seq) && seq >= segment.from);
    expect(segment.minClock).toEqual(effectiveClocks(above)[0]);
  }
};

test('runs in any order, again and again, are what a set would be; clocks are those of the whole', () => {
  const picks = fc.array(fc.tuple(fc.nat(47), fc.nat(6)), { maxLength: 25 });
  fc.assert(
    fc.property(entriesOf, picks, (all, places) => {
      let held = emptyCoverage;
      const seqs = new Set<number>();
      for (const [at, length] of [...places, [0, all.length] as const]) {
        const run = runAt(all, at % all.length, length);
        const taken = takeRun(crypto, log, held, run);
        if (run.every(({ seq }) => seqs.has(seq))) expect(taken.verdict).toBe('duplicate');
        else if (taken.verdict !== 'ok') expect([taken.verdict, held.ahead.length]).toEqual(['gap', limits.segments]);
        const before = effectiveClocks(all.filter(({ seq }) => seqs.has(seq)));
        const lasting = all.filter(({ seq }) => seqs.has(seq));
        for (const { entry } of taken.fresh) seqs.add(entry.seq);
        held = taken.coverage;
        const present = all.filter(({ seq }) => seqs.has(seq));
        const clocks = new Map(present.map(({ id }, i) => [id, effectiveClocks(present)[i]]));
        expect(taken.fresh.map(({ clock }) => clock)).toEqual(taken.fresh.map(({ entry }) => clocks.get(entry.id)));
        const moved = lasting.some(
          ({ id }, i) => compareHlc(clocks.get(id) ?? emptyTip.clock, before[i] ?? emptyTip.clock) !== 0,
        );
        if (moved) expect(taken.reorders).toBe(true);
        expectLike(held, seqs, all);
      }
      expect(held).toEqual({ ...tipAfter(all.at(-1) as Entry), ahead: [] });
    }),
    cases(300),
  );
});

test('what is missingRanges, asked for and brought, leaves nothing missing', () => {
  const part = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30));
  fc.assert(
    fc.property(part, fc.array(part, { maxLength: 3 }), ([a, b, c], mine) => {
      const [prefix, from, to] = [a, b, c].toSorted((x, y) => x - y) as [number, number, number];
      const theirs = from === to || prefix === from ? { prefix, from: prefix, to: prefix } : { prefix, from, to };
      const all = write([31], [1]);
      let held = emptyCoverage;
      for (const [start, length] of mine)
        held = withRun(
          held,
          all.slice(start, start + length).filter(({ seq }) => !covers(held, seq)),
        );
      const wanted = missingRanges(held, theirs).flatMap((range) => all.slice(range.from, range.to));
      expect(wanted.map(({ seq }) => seq)).toEqual(
        all
          .map(({ seq }) => seq)
          .filter((seq) => (seq < theirs.prefix || (theirs.from <= seq && seq < theirs.to)) && !covers(held, seq)),
      );
      expect(missingRanges(withRun(held, wanted), theirs)).toEqual([]);
    }),
    cases(300),
  );
});

test('a seam that does not fit is a fork, and nothing of it is taken', () => {
  const one = write([2, 2, 2], [1]);
  const other = write([2, 2, 2], [2]);
  const held = withRun(emptyCoverage, one.slice(4));
  expect(takeRun(crypto, log, held, other.slice(0, 4))).toMatchObject({ verdict: 'fork', fresh: [], coverage: held });
  expect(takeRun(crypto, log, withRun(emptyCoverage, one.slice(0, 2)), other.slice(2)).verdict).toBe('fork');
  expect(takeRun(crypto, log, held, one.slice(0, 4))).toMatchObject({
    verdict: 'ok',
    coverage: { prefix: 6, ahead: [] },
  });
});
