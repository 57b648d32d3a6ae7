import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { effectiveClocks, emptyCoverage, withRun, type LogCoverage } from '../../common/log/index.ts';
import type { StoredEntry } from '../../common/model/index.ts';
import { a, ana, append, b, bia, groups, log, page, range, stores, type Opened } from '../support/stores.ts';
import { Prng } from '../support/sim/prng.ts';

describe.each(stores)('gaps in a store, %s', (_, make) => {
  let place: ReturnType<typeof make>;
  let store: Opened;
  beforeEach(async () => {
    place = make();
    store = await place.open();
  });
  afterEach(async () => {
    await place.close(store);
    place.remove();
  });
  const reopen = async (): Promise<void> => {
    await place.close(store);
    store = await place.open();
  };
  const held = (): LogCoverage[] =>
    store.load().heads.map(({ prefix, id, clock, ahead }) => ({ prefix, id, clock, ahead }));

  test('the newest may come first; a range stops where something is missing', async () => {
    const entries = log(ana, 'content', [[1, 2], [3, 4], [5], [6]]);
    append(store, { ...groups, entries: entries.slice(4) });
    append(store, { entries: log(bia, 'content', [[4]]) });
    expect(page(store)).toEqual([`${b}0`, `${a}4`, `${a}5`]);
    append(store, { entries: entries.slice(0, 2) });
    expect(range(store, 0, 99)).toEqual([0, 1]);
    expect(range(store, 4, 99)).toEqual([4, 5]);
    await reopen();
    expect(held()[0]).toMatchObject({ prefix: 2, ahead: [{ from: 4, to: 6 }] });
    append(store, { entries: entries.slice(2, 4) });
    expect(held()[0]).toMatchObject({ prefix: 6, ahead: [] });
    expect(range(store, 0, 99)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('whatever comes when, what is held and its order are those of the set', { timeout: 60_000 }, async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = new Prng(seed);
      const device = random.nextInt(2) === 0 ? ana : bia;
      const times = Array.from({ length: 14 }, () => [1000 * seed + random.nextInt(30)]);
      const all = log(device, 'content', times);
      const left = [...all];
      const there = new Set<StoredEntry>();
      append(store, { ...groups, forget: [groups.rooms[0]?.room as never] });
      append(store, groups);
      while (left.length > 0) {
        const from = random.nextInt(left.length);
        const piece = left.splice(from, 1 + random.nextInt(4));
        for (const stored of piece) there.add(stored);
        expect(append(store, { entries: piece })).toBeUndefined();
        if (random.nextInt(6) === 0) await reopen();
        const present = all.filter((stored) => there.has(stored));
        const clocks = effectiveClocks(present.map(({ entry }) => entry));
        const query = { room: present[0]?.room as never, limit: 100, kinds: 'content' as const };
        const found = store.page(query).entries.map(({ order }) => order.clock);
        expect(found).toEqual(clocks);
        expect(held()).toEqual([
          withRun(
            emptyCoverage,
            present.map(({ entry }) => entry),
          ),
        ]);
      }
    }
  });
});
