import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asHex, type EntryId, type StoredEntry } from '../../common/model/index.ts';
import { EntryIds } from '../../src/store/entry-ids.ts';
import type { SqliteStore } from '../../src/store/index.ts';
import { Statements } from '../../src/store/statements.ts';
import { ana, append, bia, groups, log, openStore, other, room } from '../support/stores.ts';

/** As many as wait for the index (LIMITS.md), and so many more that half of them are in it. */
const waiting = 16_384;
const count = waiting + waiting / 4;
const size = 256;
const runs = Array.from({ length: count / size }, (_, run) =>
  Array.from({ length: size }, (_one, i) => run * size + i),
);
const many = log(ana, 'content', runs);
const elsewhere = log(bia, 'content', [[1, 2]], other);
const idsOf = (entries: readonly StoredEntry[]): EntryId[] => entries.map(({ entry }) => entry.id);

describe('the index of ids, which follows its entries', () => {
  let folder: string;
  let store: SqliteStore;
  const file = (): string => path.join(folder, 'history.db');
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-ids-'));
    store = await openStore(file());
    append(store, { ...groups, entries: elsewhere });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const write = (entries: readonly StoredEntry[]): void => {
    for (let at = 0; at < entries.length; at += size) {
      expect(append(store, { entries: entries.slice(at, at + size) })).toBeUndefined();
    }
  };
  const found = (entries: readonly StoredEntry[]): EntryId[] => idsOf(store.find({ ids: idsOf(entries) }));
  const again = async (): Promise<void> => {
    await store.close();
    store = await openStore(file());
  };
  const indexed = async (): Promise<{ readonly ids: unknown; readonly upTo: unknown }> => {
    await store.close();
    const db = new DatabaseSync(file());
    const ids = db.prepare('SELECT count(*) AS n FROM entry_id').get()?.['n'];
    const upTo = db.prepare('SELECT up_to FROM id_index').get()?.['up_to'];
    db.close();
    store = await openStore(file());
    return { ids, upTo };
  };

  test('finds what waits, what is on its way into it and what is in it, before and after a start', async () => {
    for (const part of [many.slice(0, size), many.slice(0, waiting), many]) {
      write(part);
      expect(found(part)).toEqual(idsOf(part));
      await again();
      expect(found(part)).toEqual(idsOf(part));
    }
    expect(found([...elsewhere, ...log(bia, 'content', [[9]])])).toEqual(idsOf(elsewhere));
  });

  test('takes them in behind the commits, and begins again where it was interrupted', async () => {
    write(many);
    const { ids, upTo } = await indexed();
    expect(Number(ids)).toBeGreaterThan(waiting / 4);
    expect(Number(ids)).toBeLessThan(waiting);
    expect(upTo).toBe(0);
    // all that was there at the start goes in, of which a part is in it already
    const more = log(bia, 'content', runs);
    write(more.slice(0, many.length));
    const after = await indexed();
    expect(Number(after.upTo)).toBeGreaterThanOrEqual(count);
    expect(found([...many, ...more])).toEqual(idsOf([...many, ...more]));
  });

  test('a commit that is undone leaves nothing in it', () => {
    write(many.slice(0, size));
    const next = many.slice(size, 2 * size);
    const unknown = log(bia, 'content', [[1]], asHex('33'.repeat(32)));
    expect(append(store, { entries: [...next, ...unknown] })?.code).toBe('INTERNAL');
    expect(found(many.slice(0, 2 * size))).toEqual(idsOf(many.slice(0, size)));
    write(next);
    expect(found(next)).toEqual(idsOf(next));
  });

  test('a commit that fails at its very end takes none with it', async () => {
    write(many.slice(0, waiting));
    await store.close();
    const db = new DatabaseSync(file());
    const held = Number(db.prepare('SELECT count(*) AS n FROM entry').get()?.['n']);
    db.exec(`CREATE TABLE bad (room INTEGER REFERENCES room(id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER fails AFTER INSERT ON entry_id WHEN (SELECT count(*) FROM entry) = ${held + 2 * size}
      BEGIN INSERT INTO bad VALUES (-1); END`);
    db.close();
    store = await openStore(file());
    const rest = many.slice(waiting);
    write(rest.slice(0, size));
    expect(append(store, { entries: rest.slice(size, 2 * size) })).toBeDefined();
    // other numbers of entries than at the commit that failed
    expect(append(store, { entries: rest.slice(size, 2 * size - 1) })).toBeUndefined();
    write(rest.slice(2 * size - 1));
    const more = log(bia, 'content', runs).slice(0, waiting);
    write(more);
    expect(Number((await indexed()).upTo)).toBeGreaterThanOrEqual(waiting);
    expect(found([...many, ...more])).toEqual(idsOf([...many, ...more]));
  });

  test('two ids that begin alike are told apart, and found again after a start', () => {
    using db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT); CREATE TABLE id_index (up_to INTEGER); INSERT INTO id_index VALUES (0);
      CREATE TABLE entry_id (prefix INTEGER, entry INTEGER, PRIMARY KEY (prefix, entry))`);
    const alike = ['1', '2', '3'].map((end) => asHex<EntryId>(`${'ab'.repeat(8)}${end}`.padEnd(64, '0')));
    const ids = new EntryIds(new Statements(db));
    for (const [i, id] of alike.entries()) {
      db.prepare('INSERT INTO entry VALUES (?, ?)').run(i + 1, id);
      ids.add(id, i + 1);
    }
    const [first] = alike as [EntryId];
    const unknown = asHex<EntryId>(first.replace('1', '4'));
    expect(alike.map((id) => ids.numberOf(id))).toEqual([1, 2, 3]);
    expect(ids.numberOf(unknown)).toBeNull();
    const later = new EntryIds(new Statements(db));
    expect(alike.map((id) => later.numberOf(id))).toEqual([1, 2, 3]);
  });

  test('what is forgotten leaves it, and numbers that are given again are found', async () => {
    write(many);
    write(log(ana, 'content', runs, other));
    expect((await indexed()).upTo).not.toBe(0);
    append(store, { forget: [room, other] });
    expect(found(many.slice(0, size))).toEqual([]);
    expect(await indexed()).toEqual({ ids: 0, upTo: 0 });
    append(store, groups);
    write(many);
    expect(found(many)).toEqual(idsOf(many));
  });
});
