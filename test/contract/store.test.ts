import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asHex, type EntryId, type RoomKey, type RoomPreference, type StoredEntry } from '../../common/model/index.ts';
import {
  a,
  ana,
  append,
  b,
  bia,
  groups,
  log,
  other,
  page,
  range,
  room,
  stores,
  type Opened,
} from '../support/stores.ts';
import { testPerson } from '../support/people.ts';

const wish = (name: RoomPreference['name'], ms: number, seq: number, value: number): RoomPreference => ({
  room,
  name,
  value,
  order: { clock: { ms, count: 0 }, author: ana.certificate.author, seq },
});

describe.each(stores)('a store, %s', (_, make) => {
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

  test('is empty at first', async () => {
    const loaded = store.load();
    expect(Object.values(loaded).flat()).toEqual([]);
    expect(page(store)).toEqual([]);
    expect(range(store, 0, 10)).toEqual([]);
  });

  test('gives everything back after it was opened again', async () => {
    const partner = { identity: testPerson(2, 'bia').identity, username: 'bia' };
    const direct = { room: asHex<RoomKey>('33'.repeat(32)), kind: 'direct' as const, partner };
    const control = log(ana, 'control', [[1], [2]]);
    const content = log(ana, 'content', [[3, 4], [5]]).map((one) => ({ ...one, audience: 0 }));
    const have = {
      room,
      peer: bia.certificate.author,
      author: ana.certificate.author,
      kind: 'content' as const,
      prefix: 2,
      run: { from: 4, to: 6 },
      id: asHex<EntryId>('66'.repeat(32)),
      read: 1,
      prefixRise: { from: 1, at: 1000 },
      readRise: { from: 0, at: 2000 },
    };
    const audience = { room, version: 0, members: [bia.certificate.identity, testPerson(9, 'caio').identity] };
    const seen = { room, author: bia.certificate.author, seen: 7, told: 2 };
    const self = { room: asHex<RoomKey>('44'.repeat(32)), kind: 'self' as const };
    const batch = {
      rooms: [...groups.rooms, direct, self],
      certificates: [ana.certificate.bytes],
      entries: [...control, ...content],
      peerHave: [have],
      audiences: [audience],
      seen: [seen],
    };
    expect(append(store, batch)).toBeUndefined();
    await reopen();
    const loaded = store.load();
    expect(loaded.rooms).toEqual(batch.rooms);
    expect(loaded.certificates.map((bytes) => [...bytes])).toEqual([[...ana.certificate.bytes]]);
    expect(loaded.control.map(({ entry }) => entry.id)).toEqual(control.map(({ entry }) => entry.id));
    expect(loaded.control[0]?.entry.body).toEqual(control[0]?.entry.body);
    expect(loaded.peerHave).toEqual([have]);
    expect(loaded.audiences).toEqual([audience]);
    expect(store.page({ room, limit: 10, kinds: 'content' }).entries.map((one) => one.audience)).toEqual([0, 0, 0]);
    expect(loaded.seen).toMatchObject([seen]);
    expect(loaded.heads.map(({ kind, prefix, clock }) => `${kind} ${prefix} ${clock.ms}`).toSorted()).toEqual([
      'content 3 5',
      'control 2 2',
    ]);
  });

  test('keeps a batch whole or not at all', async () => {
    const [first, second, third] = log(ana, 'content', [[1], [2], [3]]);
    const [another] = log(ana, 'content', [[9]]);
    expect(append(store, { ...groups, entries: [first as StoredEntry] })).toBeUndefined();
    const marks = [{ room, author: ana.certificate.author, seen: 1, told: 0 }];
    const torn = { entries: [second, another] as StoredEntry[], seen: marks };
    expect(append(store, torn)).toMatchObject({ code: 'INTERNAL' });
    expect(store.load().seen).toEqual([]);
    expect(page(store)).toEqual([`${a}0`]);
    expect(append(store, { entries: [first, second, third] as StoredEntry[] })).toBeUndefined();
    expect(page(store)).toEqual([`${a}0`, `${a}1`, `${a}2`]);
  });

  test('a probe succeeds and leaves nothing', async () => {
    append(store, { ...groups, entries: log(ana, 'content', [[1]]) });
    const before = store.load();
    store.probe();
    expect(store.load()).toEqual(before);
    expect(page(store)).toEqual([`${a}0`]);
  });

  test('pages back from the newest, over both authors, in order', async () => {
    const entries = [...log(ana, 'content', [[10], [30], [50]]), ...log(bia, 'content', [[20], [40]])];
    append(store, { ...groups, entries });
    expect(page(store, { limit: 2 })).toEqual([`${b}1`, `${a}2`]);
    const before = entries.find(({ entry }) => entry.clock.ms === 40)?.entry.id;
    expect(before).toBeDefined();
    if (before !== undefined) expect(page(store, { limit: 2, place: { before } })).toEqual([`${b}0`, `${a}1`]);
    expect(page(store, { place: { before: asHex('00'.repeat(32)) } })).toMatchObject({ code: 'ENTRY_UNKNOWN' });
    expect(page(store, { room: other })).toEqual([]);
  });

  test('messages of others above the seen marks are unread', async () => {
    const news = log(bia, 'content', [[1], [2], [3], [4]]).map((stored, i) => ({
      ...stored,
      countsAsUnread: i !== 1,
      mention: i === 3,
    }));
    append(store, { ...groups, entries: [...news, ...log(ana, 'content', [[5]])] });
    const { author } = bia.certificate;
    await reopen();
    expect(store.load().unread.map(({ seq }) => seq)).toEqual([0, 2, 3]);
    append(store, { seen: [{ room, author, seen: 1, told: 0 }] });
    expect(store.load().unread).toEqual([
      { room, author, seq: 2, mention: false, edited: false },
      { room, author, seq: 3, mention: true, edited: false },
    ]);
    append(store, { seen: [{ room, author, seen: 4, told: 4 }] });
    await reopen();
    expect(store.load().unread).toEqual([]);
  });

  test('of two marks the larger counts, in what was seen and in what was told', async () => {
    const { author } = bia.certificate;
    const mark = (seen: number, told: number) => ({ seen: [{ room, author, seen, told }] });
    for (const one of [mark(3, 0), mark(2, 2), mark(1, 1)]) append(store, one);
    await reopen();
    expect(store.load().seen).toEqual([{ room, author, seen: 3, told: 2 }]);
  });

  test('of what is wanted of a conversation the last in the order counts, in whatever order it comes', async () => {
    const until = 1_800_000_000_000;
    for (const one of [wish('muted', 5, 1, 1), wish('muted', 9, 3, until), wish('muted', 9, 2, 0)])
      append(store, { preferences: [one] });
    append(store, { preferences: [wish('hidden', 8, 5, 1), wish('pinned', 7, 4, 1)] });
    await reopen();
    expect(store.load().preferences).toHaveLength(3);
    expect(store.load().preferences).toEqual(
      expect.arrayContaining([wish('muted', 9, 3, until), wish('pinned', 7, 4, 1), wish('hidden', 8, 5, 1)]),
    );
  });

  test('brings control entries only when asked', async () => {
    append(store, { ...groups, entries: [...log(ana, 'control', [[1]]), ...log(ana, 'content', [[2]])] });
    expect(page(store)).toEqual([`${a}0`]);
    expect(page(store, { kinds: 'all' })).toEqual([`${a}0`, `${a}0`]);
  });

  test('a clock that went back pulls the earlier entries of its log with it', async () => {
    const lying = log(ana, 'content', [[10], [9000], [9001], [30]]);
    append(store, { ...groups, entries: lying.slice(0, 3) });
    append(store, { entries: log(bia, 'content', [[20], [40]]) });
    expect(page(store)).toEqual([`${a}0`, `${b}0`, `${b}1`, `${a}1`, `${a}2`]);
    append(store, { entries: lying.slice(3) });
    expect(page(store)).toEqual([`${a}0`, `${b}0`, `${a}1`, `${a}2`, `${a}3`, `${b}1`]);
  });

  test('a range goes on to its anchor, whatever was asked', async () => {
    append(store, { ...groups, entries: log(ana, 'content', [[1, 2, 3], [4, 5], [6]]) });
    expect(range(store, 0, 1)).toEqual([0, 1, 2]);
    expect(range(store, 1, 4)).toEqual([1, 2, 3, 4]);
    expect(range(store, 0, 6, 1)).toEqual([0, 1, 2]);
    expect(range(store, 0, 99)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(range(store, 6, 99)).toEqual([]);
  });

  test('forgets a conversation with everything in it', async () => {
    append(store, { ...groups, entries: [...log(ana, 'control', [[1]]), ...log(ana, 'content', [[1]], other)] });
    const { author } = ana.certificate;
    const never = { from: 0, at: 0 };
    const have = {
      room,
      peer: bia.certificate.author,
      author,
      kind: 'control' as const,
      prefix: 1,
      id: asHex<EntryId>('66'.repeat(32)),
      read: 0,
      prefixRise: never,
      readRise: never,
    };
    append(store, {
      peerHave: [have],
      audiences: [{ room, version: 0, members: [bia.certificate.identity] }],
      seen: [{ room, author, seen: 1, told: 0 }],
    });
    append(store, { forget: [room] });
    await reopen();
    const loaded = store.load();
    expect([...loaded.peerHave, ...loaded.audiences, ...loaded.unread]).toEqual([]);
    // another device of mine may know it
    expect(loaded.seen).toHaveLength(1);
    expect(loaded.rooms).toEqual([{ room: other, kind: 'group' }]);
    expect(loaded.control).toEqual([]);
    expect(loaded.heads).toHaveLength(1);
  });
});
