import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, utf8 } from '../../common/base/index.ts';
import { contentLog, controlLog, emptyTip, tipAfter, writeRun, type LogTip } from '../../common/log/index.ts';
import {
  asHex,
  type Batch,
  type Entry,
  type Hlc,
  type Loaded,
  type LogKind,
  type RoomKey,
  type StoredEntry,
} from '../../common/model/index.ts';
import type { Store } from '../../src/chat/index.ts';
import { History } from '../../src/history/index.ts';
import { MemoryDisk, MemoryStore } from '../support/sim/memory-store.ts';
import { testPerson, type TestDevice } from '../support/people.ts';

type Opened = Store & { load(): Promise<Loaded> };
interface Place {
  open(): Promise<Opened>;
  close(store: Opened): Promise<void>;
  remove(): void;
}

const workerFile = new URL('../../src/history/history-worker.ts', import.meta.url);

const memoryPlace = (): Place => {
  const disk = new MemoryDisk();
  const clock = {
    after: (_: number, run: () => void) => {
      const timer = setImmediate(run);
      return { dispose: () => clearImmediate(timer) };
    },
  };
  return { open: async () => new MemoryStore(disk, clock), close: async () => {}, remove: () => {} };
};

const sqlitePlace = (): Place => {
  const folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-store-'));
  return {
    open: () => History.open({ workerFile, file: path.join(folder, 'history.db') }),
    close: (store) => (store as History).close(),
    remove: () => rmSync(folder, { recursive: true }),
  };
};

const room = asHex<RoomKey>('11'.repeat(32));
const other = asHex<RoomKey>('22'.repeat(32));
const ana = testPerson(1, 'ana').device(0);
const bia = testPerson(2, 'bia').device(0);

/** Consecutive entries of a log, `runs` of the given lengths, one clock each. */
const log = (device: TestDevice, kind: LogKind, runs: readonly (readonly number[])[], where = room): StoredEntry[] => {
  const id = kind === 'content' ? contentLog(where) : controlLog(device.crypto, where);
  let tip: LogTip = emptyTip;
  return runs.flatMap((times) => {
    const items = times.map((ms) => ({ body: utf8(`{"at":${ms}}`), clock: { ms, count: 0 } satisfies Hlc }));
    const entries = writeRun(device.crypto, id, device.certificate.device, tip, items);
    tip = tipAfter(entries.at(-1) as Entry);
    return entries.map((entry) => ({ room: where, kind, entry, received: 5000, late: false }));
  });
};

const append = (store: Opened, batch: Batch): Promise<AppError | undefined> =>
  new Promise((resolve) => store.append(batch, resolve));
const page = (store: Opened, query: Partial<Parameters<Store['page']>[0]> = {}): Promise<string[] | AppError> =>
  new Promise((resolve) => {
    store.page({ room, limit: 100, kinds: 'content', ...query }, (answer) => {
      resolve(
        answer instanceof AppError
          ? answer
          : answer.entries.map(({ entry }) => `${entry.device.slice(0, 4)}${entry.seq}`),
      );
    });
  });
const range = (store: Opened, from: number, to: number, maxBytes = 100_000): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const query = { room, device: ana.certificate.device, kind: 'content', from, to, maxBytes } as const;
    store.range(query, (answer) => {
      if (answer instanceof AppError) reject(answer);
      else resolve(answer.map(({ entry }) => entry.seq));
    });
  });

const groups = {
  rooms: [
    { room, kind: 'group' as const },
    { room: other, kind: 'group' as const },
  ],
};
const a = ana.certificate.device.slice(0, 4);
const b = bia.certificate.device.slice(0, 4);

describe.each([
  ['in memory', memoryPlace],
  ['SQLite', sqlitePlace],
])('a store, %s', (_, make) => {
  let place: Place;
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
    const loaded = await store.load();
    expect(Object.values(loaded).flat()).toEqual([]);
    expect(await page(store)).toEqual([]);
    expect(await range(store, 0, 10)).toEqual([]);
  });

  test('gives everything back after it was opened again', async () => {
    const partner = { identity: testPerson(2, 'bia').identity, username: 'bia' };
    const direct = { room: asHex<RoomKey>('33'.repeat(32)), kind: 'direct' as const, partner };
    const control = log(ana, 'control', [[1], [2]]);
    const content = log(ana, 'content', [[3, 4], [5]]);
    const have = {
      room,
      peer: bia.certificate.device,
      device: ana.certificate.device,
      kind: 'content' as const,
      prefix: 2,
      read: 0,
    };
    const seen = { room, device: bia.certificate.device, seen: 7 };
    const batch = {
      rooms: [...groups.rooms, direct],
      certificates: [ana.certificate.bytes],
      entries: [...control, ...content],
      peerHave: [have],
      seen: [seen],
    };
    expect(await append(store, batch)).toBeUndefined();
    await reopen();
    const loaded = await store.load();
    expect(loaded.rooms).toEqual(batch.rooms);
    expect(loaded.certificates.map((bytes) => [...bytes])).toEqual([[...ana.certificate.bytes]]);
    expect(loaded.control.map(({ entry }) => entry.id)).toEqual(control.map(({ entry }) => entry.id));
    expect(loaded.control[0]?.entry.body).toEqual(control[0]?.entry.body);
    expect(loaded.peerHave).toMatchObject([have]);
    expect(loaded.seen).toMatchObject([seen]);
    expect(loaded.heads.map(({ kind, prefix, clock }) => `${kind} ${prefix} ${clock.ms}`).toSorted()).toEqual([
      'content 3 5',
      'control 2 2',
    ]);
  });

  test('keeps a batch whole or not at all', async () => {
    const [first, second, third] = log(ana, 'content', [[1], [2], [3]]);
    expect(await append(store, { ...groups, entries: [first as StoredEntry] })).toBeUndefined();
    const marks = [{ room, device: ana.certificate.device, seen: 1 }];
    expect(await append(store, { entries: [third as StoredEntry], seen: marks })).toMatchObject({ code: 'INTERNAL' });
    expect((await store.load()).seen).toEqual([]);
    expect(await append(store, { entries: [first, second, third] as StoredEntry[] })).toBeUndefined();
    expect(await page(store)).toEqual([`${a}0`, `${a}1`, `${a}2`]);
  });

  test('pages back from the newest, over both authors, in order', async () => {
    const entries = [...log(ana, 'content', [[10], [30], [50]]), ...log(bia, 'content', [[20], [40]])];
    await append(store, { ...groups, entries });
    expect(await page(store, { limit: 2 })).toEqual([`${b}1`, `${a}2`]);
    const before = entries.find(({ entry }) => entry.clock.ms === 40)?.entry.id;
    expect(before).toBeDefined();
    if (before !== undefined) expect(await page(store, { limit: 2, place: { before } })).toEqual([`${b}0`, `${a}1`]);
    expect(await page(store, { place: { before: asHex('00'.repeat(32)) } })).toMatchObject({ code: 'ENTRY_UNKNOWN' });
    expect(await page(store, { room: other })).toEqual([]);
  });

  test('brings control entries only when asked', async () => {
    await append(store, { ...groups, entries: [...log(ana, 'control', [[1]]), ...log(ana, 'content', [[2]])] });
    expect(await page(store)).toEqual([`${a}0`]);
    expect(await page(store, { kinds: 'all' })).toEqual([`${a}0`, `${a}0`]);
  });

  test('a clock that went back pulls the earlier entries of its log with it', async () => {
    const lying = log(ana, 'content', [[10], [9000], [9001], [30]]);
    await append(store, { ...groups, entries: lying.slice(0, 3) });
    await append(store, { entries: log(bia, 'content', [[20], [40]]) });
    expect(await page(store)).toEqual([`${a}0`, `${b}0`, `${b}1`, `${a}1`, `${a}2`]);
    await append(store, { entries: lying.slice(3) });
    expect(await page(store)).toEqual([`${a}0`, `${b}0`, `${a}1`, `${a}2`, `${a}3`, `${b}1`]);
  });

  test('a range goes on to its anchor, whatever was asked', async () => {
    await append(store, { ...groups, entries: log(ana, 'content', [[1, 2, 3], [4, 5], [6]]) });
    expect(await range(store, 0, 1)).toEqual([0, 1, 2]);
    expect(await range(store, 1, 4)).toEqual([1, 2, 3, 4]);
    expect(await range(store, 0, 6, 1)).toEqual([0, 1, 2]);
    expect(await range(store, 0, 99)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await range(store, 6, 99)).toEqual([]);
  });

  test('forgets a conversation with everything in it', async () => {
    await append(store, { ...groups, entries: [...log(ana, 'control', [[1]]), ...log(ana, 'content', [[1]], other)] });
    const device = ana.certificate.device;
    const have = { room, peer: bia.certificate.device, device, kind: 'control' as const, prefix: 1, read: 0 };
    await append(store, { peerHave: [have], seen: [{ room, device, seen: 1 }] });
    await append(store, { forget: [room] });
    await reopen();
    const loaded = await store.load();
    expect([...loaded.peerHave, ...loaded.seen]).toEqual([]);
    expect(loaded.rooms).toEqual([{ room: other, kind: 'group' }]);
    expect(loaded.control).toEqual([]);
    expect(loaded.heads).toHaveLength(1);
  });
});
