import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { EntryId, StoredEntry } from '../../common/model/index.ts';
import { backUp } from '../../src/store/backups.ts';
import { LogWriter } from '../support/log-writer.ts';
import { genesisOf, ana, append, bia, groups, openStore, room } from '../support/stores.ts';
import { TestGroup } from '../support/test-group.ts';
import { until } from '../support/until.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const marker = 'plover-xyzzy-marker';
/** Small, over a page, over several pages. */
const texts = [
  marker,
  `${marker} ${'x'.repeat(3000)} ${marker}`,
  `${'y'.repeat(5000)} ${marker} ${'z'.repeat(5000)} ${marker}`,
];

/** Files of a folder in which the marker stands. */
const traces = (folder: string): string[] =>
  readdirSync(folder).filter((name) => readFileSync(path.join(folder, name)).includes(marker));

/** Deletions leave the write-ahead log soon, several together. */
const wiped = (folder: string): Promise<void> =>
  until(
    () => traces(folder).length === 0,
    () => `the end of ${traces(folder).join()}`,
  );

const say = (writer: LogWriter): StoredEntry[] => texts.map((text, i) => writer.say(text, 1000 + i));
const certificates = [ana.certificate.bytes, bia.certificate.bytes];

/** Fills pages around what is to go, so that cells move and pages split. */
const chatter = (writer: LogWriter, from: number): StoredEntry[] =>
  Array.from({ length: 40 }, (_, i) => writer.say(`chatter ${'c'.repeat((i * 397) % 3500)}`, from + i));

test('of a deleted text nothing stays in any file, nor after a restart', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const bak = `${file}.v1-2026-01-01T00-00-00.bak`;
  let history = await openStore(file);
  const writer = new LogWriter(bia, room);
  append(history, { ...groups, certificates, entries: chatter(writer, 100) });
  const secrets: StoredEntry[] = [];
  for (const text of texts) {
    const secret = writer.say(text, 1000);
    const edits = [1, 2].map((n) =>
      writer.edit(secret.entry.id, `${marker} edit ${n} ${'e'.repeat(n * 900)}`, 2000 + n),
    );
    expect(append(history, { entries: [secret, ...edits] })).toBeUndefined();
    for (const one of chatter(writer, 3000)) append(history, { entries: [one] });
    secrets.push(secret, ...edits);
  }
  writeFileSync(bak, marker);
  expect(traces(folder.path).length).toBeGreaterThan(1);
  for (let i = 0; i < secrets.length; i += 3) {
    const [message, ...edits] = secrets.slice(i, i + 3).map(({ entry }) => entry.id) as [EntryId, ...EntryId[]];
    expect(append(history, { entries: [writer.remove(message, 9000 + i, edits)] })).toBeUndefined();
  }
  await wiped(folder.path);
  expect(append(history, { entries: chatter(writer, 9500) })).toBeUndefined();
  await history.close();
  expect(traces(folder.path)).toEqual([]);
  history = await openStore(file);
  expect(traces(folder.path)).toEqual([]);
  await history.close();
});

test('a text that was deleted before it came is never written', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const history = await openStore(path.join(folder.path, 'history.db'));
  const owned = new TestGroup(ana);
  const owner = new LogWriter(ana, owned.room);
  const secrets = say(new LogWriter(bia, owned.room));
  const rooms = [{ room: owned.room, kind: 'group' as const }];
  append(history, {
    rooms,
    certificates,
    entries: [genesisOf(owned), ...secrets.map(({ entry }, i) => owner.remove(entry.id, i))],
  });
  append(history, { entries: secrets });
  expect(traces(folder.path)).toEqual([]);
  await history.close();
  expect(traces(folder.path)).toEqual([]);
});

test('of a conversation that is forgotten nothing stays', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const history = await openStore(path.join(folder.path, 'history.db'));
  append(history, { ...groups, certificates, entries: say(new LogWriter(bia, room)) });
  append(history, { forget: [room] });
  await wiped(folder.path);
  await history.close();
});

test('what a killed process had deleted is gone after the next start', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const writer = new LogWriter(bia, room);
  const secrets = say(writer);
  const history = await openStore(file);
  append(history, { ...groups, certificates, entries: secrets });
  await history.close();
  // the deletion is in the WAL, and nobody has emptied it
  const dying = new DatabaseSync(file);
  dying.exec('PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON');
  dying.exec("UPDATE entry SET body = CAST(body || x'00' AS BLOB); UPDATE entry SET body = NULL");
  const left = ['', '-wal'].map((end) => readFileSync(`${file}${end}`));
  dying.close();
  for (const [i, end] of ['', '-wal'].entries()) writeFileSync(`${file}${end}`, left[i] ?? new Uint8Array(0));
  expect(traces(folder.path)).toContain('history.db-wal');
  const again = await openStore(file);
  expect(traces(folder.path)).toEqual([]);
  await again.close();
});

test('the tests see a text that is there', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'history.db');
  const history = await openStore(file);
  append(history, { ...groups, certificates, entries: say(new LogWriter(bia, room)) });
  expect(traces(folder.path)).not.toEqual([]);
  await history.close();
  expect(traces(folder.path)).toEqual(['history.db']);
  const copy = new DatabaseSync(file);
  await backUp(copy, file, 1, new Date(0));
  copy.close();
  expect(traces(folder.path)).toHaveLength(2);
});
