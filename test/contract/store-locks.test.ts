import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { tryAcquire } from '../../src/store/index.ts';
import { LogWriter } from '../support/log-writer.ts';
import { append, bia, groups, openStore, room } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
  syncBuiltinESMExports();
});

type Opens =
  | 'open'
  | 'openSync'
  | 'readFile'
  | 'readFileSync'
  | 'writeFileSync'
  | 'copyFile'
  | 'copyFileSync'
  | 'cpSync'
  | 'truncateSync';
const opens: readonly Opens[] = [
  'open',
  'openSync',
  'readFile',
  'readFileSync',
  'writeFileSync',
  'copyFile',
  'copyFileSync',
  'cpSync',
  'truncateSync',
];

/** Files that this process opens from now on, SQLite's own openings excepted. */
const openedIn = (folder: string): Set<string> => {
  const seen = new Set<string>();
  const watch = (owner: object): void => {
    const functions = owner as Record<string, (...args: unknown[]) => unknown>;
    for (const name of opens) {
      const original = functions[name];
      if (original === undefined) continue;
      functions[name] = (...args) => {
        const file = String(args[0]);
        if (file.startsWith(folder)) seen.add(path.basename(file));
        return original(...args);
      };
      undo.push(() => {
        functions[name] = original;
      });
    }
  };
  watch(fs);
  watch(fs.promises);
  syncBuiltinESMExports();
  return seen;
};

test('in the whole life of a store nobody opens its database but SQLite', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const before = new DatabaseSync(file);
  before.close();
  const opened = openedIn(folder.path);
  const lock = tryAcquire(path.join(folder.path, 'leader.db'));
  const store = await openStore(file);
  append(store, { ...groups, certificates: [bia.certificate.bytes] });
  const writer = new LogWriter(bia, room);
  const first = writer.say('first', 1);
  append(store, { entries: [first] });
  for (let i = 0; !store.isResting; i++)
    append(store, { entries: [writer.say(`${i} ${'x'.repeat(15_000)}`, 1000 + i)] });
  await until(() => !store.isResting, 'the end of the copy');
  append(store, { entries: [writer.remove(first.entry.id, 9_000_000)] });
  await until(() => store.isResting, 'the wiping');
  await until(() => !store.isResting, 'its end');
  store.page({ room, limit: 10, kinds: 'content' });
  await store.close();
  await (await openStore(file)).close();
  lock?.release();
  // the watch sees what is opened
  expect([...opened]).toEqual(['history.db-wal']);
});
