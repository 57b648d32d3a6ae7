import { describe, expect, test } from 'vitest';
import type { AppError } from '../../common/base/index.ts';
import type { Batch, StoredEntry } from '../../common/model/index.ts';
import { drawPlan } from '../support/nemesis/draw-plan.ts';
import { runPlan } from '../support/nemesis/run-plan.ts';
import type { StageOptions } from '../support/nemesis/stage.ts';
import { alteredStore } from '../support/sim/altered-store.ts';

// A simulator that sees nothing proves nothing: here the product stands on stores that break its rules, as a defect would.

type Through = NonNullable<StageOptions['through']>;

/** As many seeds as a defect may hide in. */
const maxSeeds = 60;

/** The first seed that fails, and how. */
const firstFailure = (through: Through): string => {
  for (let seed = 1; seed <= maxSeeds; seed++) {
    try {
      runPlan(drawPlan(seed), { through });
    } catch (error) {
      return `seed ${seed}: ${String(error)}`;
    }
  }
  return 'nothing was found';
};

const isOwn = ({ entries = [] }: Batch): boolean => entries.some(({ viaCatchUp }) => !viaCatchUp);
const isCaughtUp = ({ entries = [] }: Batch): boolean => entries.some(({ viaCatchUp }) => viaCatchUp);

/** Says "durable" at once for some batches; the disk has them later, if ever. */
const hasty =
  (of: (batch: Batch) => boolean): Through =>
  (store, { clock }) => {
    let hear: ((position: number | AppError) => void) | undefined;
    return alteredStore(store, {
      onDurable: (told) => {
        hear = told;
        store.onDurable(told);
      },
      write: (batch) => {
        const position = store.write(batch);
        if (of(batch)) clock.setTimer(0, () => hear?.(position));
        return position;
      },
    });
  };

const claimedOrder: Through = (store) =>
  alteredStore(store, {
    page: (query) => {
      const page = store.page(query);
      return { ...page, entries: page.entries.toSorted((a, b) => a.entry.clock.ms - b.entry.clock.ms) };
    },
  });

const dropping: Through = (store) =>
  alteredStore(store, {
    write: (batch) => {
      const entries = batch.entries?.filter(({ viaCatchUp, kind }) => !viaCatchUp || kind !== 'content') ?? [];
      return store.write({ ...batch, entries });
    },
  });

/** Stores some entries as what they are not. */
const misstored =
  (change: (stored: StoredEntry) => StoredEntry): Through =>
  (store) =>
    alteredStore(store, {
      write: (batch) => store.write({ ...batch, entries: batch.entries?.map(change) ?? [] }),
    });

const deaf = misstored((stored) => {
  const { about, ...rest } = stored;
  return about?.kind === 'DELETE' ? rest : stored;
});

const excited = misstored((stored) => (stored.about?.kind === 'REACT' ? { ...stored, countsAsUnread: true } : stored));

describe('the simulator finds', () => {
  test.each([
    ['what is sent before it is durable', hasty(isOwn), /never synced/],
    ['a HAVE that names what is not durable', hasty(isCaughtUp), /never synced/],
    ['pages in the order of claimed clocks', claimedOrder, /order/],
    ['an entry that catch-up drops', dropping, /not well|never synced/],
    ['a deletion that leaves the text', deaf, /keeps what user\d+ deleted/],
    ['reactions that count as unread', excited, /counts \d+ unread/],
  ])('%s', (_, through, words) => {
    expect(firstFailure(through)).toMatch(words);
  });
});
