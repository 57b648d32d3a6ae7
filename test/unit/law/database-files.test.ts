import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { productFiles } from '../../support/limit-constants.ts';

// On POSIX closing any descriptor of a file drops all locks that the process has on it: whoever opens `history.db` or `leader.db` beside
// SQLite lets a second engine in. What opens a file when it runs is looked at in test/contract/store-locks.test.ts.

const opening =
  /^(?:open|openSync|openAsBlob|(?:readFile|writeFile|appendFile|copyFile|cp|truncate)(?:Sync)?|create(?:Read|Write)Stream)$/;

/** Calls of `node:fs` that open a file, and what they are given. */
const openingsOf = (text: string): string[] =>
  [...text.matchAll(/import ([^;]+) from 'node:fs(?:\/promises)?';/g)].flatMap(([, names = '']) => {
    // as a whole it could do anything
    if (!names.startsWith('{')) return [names];
    const openers = names.split(/[{},\s]+/).filter((name) => opening.test(name));
    return openers.flatMap((name) => [...text.matchAll(new RegExp(`\\b${name}\\([^;]*`, 'g'))].map(([call]) => call));
  });

const databases = /history\.db|leader\.db/;

test('nobody opens a database by its name but SQLite', () => {
  const found = productFiles().flatMap((file) =>
    openingsOf(readFileSync(file, 'utf8')).filter((one) => databases.test(one)),
  );
  expect(found).toEqual([]);
});

test('the store opens its log and its backups, and nothing else', () => {
  const files = productFiles().filter((file) => file.startsWith('src/store/'));
  const found = files.flatMap((file) => openingsOf(readFileSync(file, 'utf8')).map((one) => `${file}: ${one}`));
  expect(found).toEqual([
    // the copy that is being made
    "src/store/backups.ts: openSync(file, 'r+')",
    "src/store/sqlite-store.ts: openSync(`${file}-wal`, 'r+')",
  ]);
  expect(readFileSync('src/store/backups.ts', 'utf8').match(/\bsync\(\w+\)/g)).toEqual(['sync(beside)']);
});

test('a violation is seen', () => {
  expect(openingsOf("import * as fs from 'node:fs';\n")).toEqual(['* as fs']);
  const import_ = "import { copyFile, readFileSync, stat } from 'node:fs/promises';\n";
  const lines = ["await copyFile(path.join(folder, 'history.db'), to);", 'readFileSync(\n  `${data}/leader.db`,\n);'];
  for (const line of lines) expect(openingsOf(import_ + line).filter((one) => databases.test(one))).toHaveLength(1);
});
