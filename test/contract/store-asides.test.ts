import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { annotationOf, decodeContent } from '../../common/log/index.ts';
import type { StoredEntry } from '../../common/model/index.ts';
import { a, ana, append, b, bia, groups, log, nameOf, page, room, stores, type Opened } from '../support/stores.ts';

const said = ({ entry }: StoredEntry): Pick<StoredEntry, 'about'> => {
  const about = entry.body === undefined ? undefined : annotationOf(entry, decodeContent(entry.body));
  return about === undefined ? {} : { about };
};

describe.each(stores)('what stands aside in a store, %s', (_, make) => {
  let where: ReturnType<typeof make>;
  let store: Opened;
  beforeEach(async () => {
    where = make();
    store = await where.open();
  });
  afterEach(async () => {
    await where.close(store);
    where.remove();
  });

  const [target, ...others] = log(ana, 'content', [[10], [20]], room, [{ kind: 'MESSAGE', content: 'one' }]);
  const { author } = bia.certificate;
  const dated = log(bia, 'content', [[30], [900], [950], [990]], room, [
    { kind: 'MESSAGE', content: 'now' },
    { kind: 'REACT', entry: target?.entry.id as never, emoji: '👍', on: true },
    { kind: 'MESSAGE', content: 'then' },
    { kind: 'MESSAGE', content: 'later' },
  ]).map((stored, i): StoredEntry => ({
    ...stored,
    ...said(stored),
    countsAsUnread: i !== 1,
    ...(i > 0 && { aside: 'hidden' }),
  }));
  const fill = (): void => {
    const entries = [target as StoredEntry, ...others, ...dated];
    expect(append(store, { ...groups, certificates: [bia.certificate.bytes], entries })).toBeUndefined();
  };
  const aside = (state?: 'hidden' | 'shown'): string[] =>
    store.aside({ room, limit: 10, ...(state && { state }) }).map(nameOf);
  const again = async (): Promise<void> => {
    await where.close(store);
    store = await where.open();
  };

  test('is in no page, and says nothing about other entries', () => {
    fill();
    expect(page(store)).toEqual([`${a}0`, `${a}1`, `${b}0`]);
    expect(page(store, { kinds: 'entries' })).toEqual([`${a}0`, `${a}1`, `${b}0`]);
    expect(page(store, { place: { at: 940 }, limit: 1 })).toEqual([`${b}0`]);
    expect(store.about({ room, ids: [target?.entry.id as never] })).toEqual([]);
    // but it is given to whoever asks for that log
    expect(store.range({ room, author, kind: 'content', from: 0, to: 9, maxBytes: 9999 }).map(nameOf)).toHaveLength(4);
  });

  test('is found with its place in the order, and counted', async () => {
    fill();
    expect(aside()).toEqual([`${b}1`, `${b}2`, `${b}3`]);
    expect(store.aside({ room, limit: 2 }).map(({ order, aside: state }) => [order.clock.ms, state])).toEqual([
      [900, 'hidden'],
      [950, 'hidden'],
    ]);
    const logs = [{ room, kind: 'content', author, from: 1, count: 2, ms: 900 }];
    expect(store.asideLogs(room)).toEqual(logs);
    await again();
    const { aside: loaded, heads, unread } = store.load();
    expect(loaded).toEqual(logs);
    expect(heads.map(({ inSight }) => inSight)).toEqual(
      heads.map((head) => (head.author === author ? { below: 1, clock: { ms: 30, count: 0 } } : undefined)),
    );
    expect(unread.map(({ seq }) => seq)).toEqual([0]);
  });

  test('is a line like any other once it is shown, or has come out', async () => {
    fill();
    const change = { room, kind: 'content', author } as const;
    expect(
      append(store, {
        aside: [
          { ...change, seq: 1 },
          { ...change, seq: 2, aside: 'shown' },
        ],
      }),
    ).toBeUndefined();
    await again();
    expect(page(store)).toEqual([`${a}0`, `${a}1`, `${b}0`, `${b}2`]);
    // others have it aside: it is not among the newest that they are given
    expect(page(store, { kinds: 'entries' })).toEqual([`${a}0`, `${a}1`, `${b}0`, `${b}1`]);
    expect(store.about({ room, ids: [target?.entry.id as never] }).map(nameOf)).toEqual([`${b}1`]);
    expect([aside('hidden'), aside('shown')]).toEqual([[`${b}3`], [`${b}2`]]);
    const { heads, unread } = store.load();
    expect(heads.find((head) => head.author === author)?.inSight).toEqual({ below: 2, clock: { ms: 900, count: 0 } });
    expect(unread.map(({ seq }) => seq)).toEqual([0, 2]);
  });
});
