import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { asHex, type EntryId, type PageQuery, type StoredEntry } from '../../common/model/index.ts';
import {
  a,
  ana,
  append,
  b,
  bia,
  groups,
  log,
  nameOf,
  other,
  page,
  room,
  stores,
  wholePage,
  type Opened,
} from '../support/stores.ts';

describe.each(stores)('places in a store, %s', (_, make) => {
  let where: ReturnType<typeof make>;
  let store: Opened;
  beforeEach(async () => {
    where = make();
    store = await where.open();
    append(store, { ...groups, entries });
  });
  afterEach(async () => {
    await where.close(store);
    where.remove();
  });
  const entries = [
    ...log(ana, 'content', [[10], [30], [50], [70], [90]]),
    ...log(bia, 'content', [[20], [40], [60], [80], [100]]),
  ];
  const lines = [`${a}0`, `${b}0`, `${a}1`, `${b}1`, `${a}2`, `${b}2`, `${a}3`, `${b}3`, `${a}4`, `${b}4`];
  const id = (ms: number): EntryId => entries.find(({ entry }) => entry.clock.ms === ms)?.entry.id ?? asHex('');
  const nothing = { lines: [], hasOlder: false, hasNewer: false };
  const stretch = async (place: PageQuery['place'], limit: number): Promise<object> => {
    const { entries: found, ...rest } = wholePage(store, { ...(place && { place }), limit });
    return { lines: found.map(nameOf), ...rest };
  };
  test.each([
    ['the newest', undefined, 3, 7, 10, true, false],
    ['all, asked for just so', undefined, 10, 0, 10, false, false],
    ['before one', { before: id(50) }, 3, 1, 4, true, true],
    ['all before one', { before: id(50) }, 4, 0, 4, false, true],
    ['before the first', { before: id(10) }, 3, 0, 0, false, true],
    ['after one', { after: id(50) }, 3, 5, 8, true, true],
    ['all after one', { after: id(50) }, 5, 5, 10, true, false],
    ['after the last', { after: id(100) }, 3, 10, 10, true, false],
  ] as const)('%s', async (_what, place, limit, from, to, hasOlder, hasNewer) => {
    expect(await stretch(place, limit)).toEqual({ lines: lines.slice(from, to), hasOlder, hasNewer });
  });

  test.each([
    ['an entry', { around: id(50) }, 5, 2, 7, 4],
    ['an even number', { around: id(50) }, 4, 3, 7, 4],
    ['one alone', { around: id(50) }, 1, 4, 5, 4],
    ['the first', { around: id(10) }, 5, 0, 5, 0],
    ['the last', { around: id(100) }, 5, 5, 10, 9],
    ['more than there is', { around: id(50) }, 50, 0, 10, 4],
    ['the time of one', { at: 50 }, 3, 3, 6, 4],
    ['a time between', { at: 41 }, 3, 3, 6, 4],
    ['a time before all', { at: 0 }, 3, 0, 3, 0],
    ['a time after all', { at: 999 }, 3, 7, 10, 9],
  ] as const)('around %s', async (_what, place, limit, from, to, at) => {
    expect(await stretch(place, limit)).toEqual({
      lines: lines.slice(from, to),
      hasOlder: from > 0,
      hasNewer: to < 10,
      anchor: id((at + 1) * 10),
    });
  });

  test('around what is not held is nothing', async () => {
    expect(await stretch({ around: asHex('00'.repeat(32)) }, 5)).toEqual(nothing);
    const elsewhere = wholePage(store, { room: other, place: { around: id(50) } });
    expect(elsewhere).toEqual({ entries: [], hasOlder: false, hasNewer: false });
    expect(wholePage(store, { room: other, place: { at: 0 } })).toEqual(elsewhere);
  });

  test('next to what is not held is an error', async () => {
    for (const place of [{ before: asHex<EntryId>('00'.repeat(32)) }, { after: asHex<EntryId>('00'.repeat(32)) }]) {
      expect(page(store, { place })).toMatchObject({ code: 'ENTRY_UNKNOWN' });
    }
    expect(page(store, { room: other, place: { after: id(50) } })).toMatchObject({ code: 'ENTRY_UNKNOWN' });
  });

  test('control entries are places in it too', async () => {
    const [control] = log(ana, 'control', [[45]]) as [StoredEntry];
    append(store, { entries: [control] });
    const next = { before: control.entry.id };
    expect(await stretch(next, 2)).toEqual({ lines: lines.slice(2, 4), hasOlder: true, hasNewer: true });
    expect(await stretch({ around: control.entry.id }, 2)).toEqual(nothing);
    const { entries: all, anchor } = wholePage(store, {
      place: { around: control.entry.id },
      kinds: 'all',
      limit: 3,
    });
    expect(all.map(({ kind }) => kind)).toEqual(['content', 'control', 'content']);
    expect(anchor).toBe(control.entry.id);
  });

  test('single entries are found by id and by place', async () => {
    const { author } = bia.certificate;
    const places = [
      { author, seq: 3 },
      { author, seq: 5 },
    ];
    const found = store.find({ room, ids: [id(10), asHex('00'.repeat(32))], places });
    expect(found.map(nameOf)).toEqual([`${a}0`, `${b}3`]);
  });
});
