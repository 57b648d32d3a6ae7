import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, runsUp } from '../../support/core-order.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const core = path.join(root, 'src/chat/core');
const list = 'test/fixtures/upward-imports.txt';

const listed = readFileSync(path.join(root, list), 'utf8').split('\n').slice(0, -1);
const files = globSync('**/*.ts', { cwd: core }).map((file) => file.replaceAll(path.sep, '/'));
const imports = files.flatMap((file) => importsOf(file, readFileSync(path.join(core, file), 'utf8')));
const found = [...new Set(imports.filter(runsUp).map(({ from, to }) => `${from} -> ${to}`))].toSorted();

test('no import of the chat core runs up that is not on the list', () => {
  expect(
    found.filter((line) => !listed.includes(line)),
    `a folder of src/chat/core imports one above it; the list ${list} may only shrink`,
  ).toEqual([]);
});

test('what runs up no longer is off the list', () => {
  expect(
    listed.filter((line) => !found.includes(line)),
    `gone: take these lines out of ${list}`,
  ).toEqual([]);
});

test('the list is sorted, each line once', () => {
  expect(listed).toEqual([...new Set(listed)].toSorted());
});

/** Counted in another way: whatever looks like a path to a file of ours, but for those into `common`. */
const pathsIn = (text: string): number => [...text.matchAll(/'\.{1,2}\/(?!(?:\.\.\/)*common\/)[^'\n]+\.ts'/g)].length;

test('every import of every file is seen', () => {
  for (const file of files) {
    const text = readFileSync(path.join(core, file), 'utf8');
    expect(importsOf(file, text).length, file).toBe(pathsIn(text));
  }
  expect(imports.every(({ to }) => files.includes(to))).toBe(true);
  expect(imports.length).toBeGreaterThan(100);
});

test.each([
  ["import { a } from './a.ts';", 'timeline/a.ts'],
  ["import type { A } from '../replication/a.ts';", 'replication/a.ts'],
  ["import {\n  a,\n  b,\n} from '../membership/a.ts';", 'membership/a.ts'],
  ["export * from '../tracker/a.ts';", 'tracker/a.ts'],
  ["export type { A } from '../ports.ts';", 'ports.ts'],
  ["import '../wiring.ts';", 'wiring.ts'],
  ["const a = await import('../overview.ts');", 'overview.ts'],
  ["type A = import('../own-devices/a.ts').A;", 'own-devices/a.ts'],
])('%s is seen', (text, to) => {
  expect(importsOf('timeline/rows.ts', text)).toEqual([{ from: 'timeline/rows.ts', to }]);
});

test.each([
  ['replication/a.ts', 'ports.ts', false],
  ['replication/a.ts', 'replication/b.ts', false],
  ['timeline/a.ts', 'own-devices/b.ts', false],
  ['chat-core.ts', 'wiring.ts', false],
  ['wiring.ts', 'chat-core.ts', false],
  ['tracker/a.ts', 'own-devices/b.ts', true],
  ['own-devices/a.ts', 'tracker/b.ts', true],
  ['replication/a.ts', 'tracker/b.ts', true],
  ['membership/a.ts', 'timeline/b.ts', true],
  ['timeline/a.ts', 'overview.ts', true],
  ['ports.ts', 'replication/b.ts', true],
])('%s -> %s runs up: %s', (from, to, up) => {
  expect(runsUp({ from, to })).toBe(up);
});

test('a folder that nobody has placed is an error', () => {
  expect(() => runsUp({ from: 'search/a.ts', to: 'ports.ts' })).toThrow('no place');
});
