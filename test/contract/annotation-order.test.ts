import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveAnnotations } from '../../common/membership/index.ts';
import type { AuthorKey, EntryId, StoredEntry } from '../../common/model/index.ts';
import { cases } from '../support/fixed-seed.ts';
import { LogWriter } from '../support/log-writer.ts';
import { testPerson } from '../support/people.ts';
import { append, genesisOf, stores, type Opened } from '../support/stores.ts';
import { TestGroup } from '../support/test-group.ts';

// Everybody who holds the same entries sees the same, whatever order they came in: texts, deletions, reactions, and what is left on disk.

const [ana, bia, carla] = [testPerson(1, 'ana'), testPerson(2, 'bia'), testPerson(3, 'carla')];
const devices = [ana.device(0), ana.device(1), bia.device(0), carla.device(0)];
const whoIs = new Map(devices.map(({ certificate }) => [certificate.author, certificate]));
const owned = new TestGroup(carla.device(0));
const { room } = owned;

interface Act {
  readonly by: number;
  readonly kind: 'say' | 'edit' | 'delete' | 'react';
  /** Which of the entries before it. */
  readonly of: number;
  readonly on: boolean;
  readonly ms: number;
}

const act = fc.record<Act>({
  by: fc.nat(devices.length - 1),
  kind: fc.constantFrom('say', 'say', 'edit', 'edit', 'delete', 'react'),
  of: fc.nat(1000),
  on: fc.boolean(),
  ms: fc.nat(40),
});

/** What the devices write, each into its log. */
const written = (acts: readonly Act[]): readonly StoredEntry[] => {
  const logs = devices.map((device) => new LogWriter(device, room));
  const all: StoredEntry[] = [];
  for (const [i, { by, kind, of, on, ms }] of acts.entries()) {
    const log = logs[by] as LogWriter;
    const target = all[of % all.length]?.entry.id;
    if (kind === 'say' || target === undefined) all.push(log.say(`message ${i}`, ms));
    else if (kind === 'edit') all.push(log.edit(target, `edit ${i}`, ms));
    else if (kind === 'react') all.push(log.react(target, '👍', on, ms));
    else all.push(log.remove(target, ms, editsOf(all, target)));
  }
  return all;
};

const editsOf = (all: readonly StoredEntry[], id: EntryId): readonly EntryId[] =>
  all.filter(({ about }) => about?.kind === 'EDIT' && about.entry === id).map(({ entry }) => entry.id);

/** The logs merged by the picks, each in its own order, the GENESIS anywhere. */
const arrived = (all: readonly StoredEntry[], picks: readonly number[]): readonly StoredEntry[] => {
  const logs = [[genesisOf(owned)], ...Map.groupBy(all, ({ author }) => author).values()].map((log) => [...log]);
  const order: StoredEntry[] = [];
  for (let i = 0; logs.some((log) => log.length > 0); i++) {
    const left = logs.filter((log) => log.length > 0);
    order.push(left[(picks[i % picks.length] ?? 0) % left.length]?.shift() as StoredEntry);
  }
  return order;
};

const identityOf = ({ author }: StoredEntry) => whoIs.get(author)?.identity;

/** What somebody reads who holds these. */
const seen = (store: Opened, all: readonly StoredEntry[]): unknown[] =>
  all.map(({ entry: { id } }) => {
    const [message] = store.find({ room, ids: [id] });
    if (message === undefined) throw new Error('it is not held');
    const annotators = {
      me: ana.identity,
      owner: carla.identity,
      whoIs: (author: AuthorKey) => whoIs.get(author),
    };
    const { body } = message.entry;
    return {
      text: body && new TextDecoder().decode(body),
      state: resolveAnnotations(annotators, message, store.about({ room, ids: [id] })),
    };
  });

describe.each(stores)('what was said about messages, %s', (_, make) => {
  const hold = async (entries: readonly StoredEntry[], perCommit: number, all: readonly StoredEntry[]) => {
    const place = make();
    const store = await place.open();
    append(store, {
      rooms: [{ room, kind: 'group' }],
      certificates: devices.map(({ certificate }) => certificate.bytes),
    });
    for (let at = 0; at < entries.length; at += perCommit)
      expect(append(store, { entries: entries.slice(at, at + perCommit) })).toBeUndefined();
    const result = seen(store, all);
    await place.close(store);
    place.remove();
    return result;
  };

  test('is the same whatever order it came in', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 3, maxLength: 25 }),
        fc.array(fc.nat(4), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        async (acts, picks, perCommit) => {
          const all = written(acts);
          const asWritten = await hold([genesisOf(owned), ...all], 1, all);
          expect(await hold(arrived(all, picks), perCommit, all)).toEqual(asWritten);
        },
      ),
      cases(60),
    );
  });

  test('is gone by the word of its author and of the owner alone', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 25 }), async (acts) => {
        const all = written(acts);
        const held = (await hold([genesisOf(owned), ...all], 4, all)) as { text?: string }[];
        for (const [i, stored] of all.entries()) {
          const may = [identityOf(stored), carla.identity];
          const isNamed = all.some(
            (one) =>
              one.about?.kind === 'DELETE' &&
              may.includes(identityOf(one)) &&
              (stored.about === undefined
                ? one.about.entry === stored.entry.id
                : stored.about.kind === 'EDIT' &&
                  stored.about.entry === one.about.entry &&
                  one.about.edits.includes(stored.entry.id)),
          );
          expect(held[i]?.text === undefined).toBe(isNamed);
        }
      }),
      cases(60),
    );
  });
});
