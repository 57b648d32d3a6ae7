import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asHex, type DeviceKey, type ReachedDevice } from '../../common/model/index.ts';
import { append, stores, type Opened } from '../support/stores.ts';

const reachedAt = (i: number, time: number): ReachedDevice => ({
  device: asHex<DeviceKey>(i.toString(16).padStart(64, '0')),
  record: new Uint8Array([i & 255]),
  at: time,
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

  test('keeps where devices were reached, each once, and of very many those that were reached last', async () => {
    expect(append(store, { reached: [reachedAt(1, 1000), reachedAt(2, 2000)] })).toBeUndefined();
    expect(append(store, { reached: [{ ...reachedAt(1, 3000), record: new Uint8Array([7]) }] })).toBeUndefined();
    await reopen();
    const kept = (): readonly ReachedDevice[] => store.load().reached.toSorted((one, two) => one.at - two.at);
    expect(kept().map(({ record, at: time }) => [...record, time])).toEqual([
      [2, 2000],
      [7, 3000],
    ]);
    expect(
      append(store, { reached: Array.from({ length: 2047 }, (_unused, i) => reachedAt(i + 3, 4000 + i)) }),
    ).toBeUndefined();
    expect(kept()).toHaveLength(2048);
    expect(kept()[0]?.at).toBe(3000);
  });
});
