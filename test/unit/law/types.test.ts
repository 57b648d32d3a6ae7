import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The second net: project references and compiler options, tried on a small house with the real configuration.

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-types-'));
const configs = [
  'package.json',
  'tsconfig.base.json',
  'common/tsconfig.json',
  'src/identity/tsconfig.json',
  'src/store/tsconfig.json',
];

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), `${text}\n`);

/** What the compiler says of a room. */
const types = (room: string): string =>
  spawnSync(path.join(root, 'node_modules/.bin/tsc'), ['-b', room], { cwd: folder, encoding: 'utf8' }).stdout;

beforeAll(() => {
  for (const room of ['common', 'src/identity', 'src/store']) mkdirSync(path.join(folder, room), { recursive: true });
  for (const config of configs) cpSync(path.join(root, config), path.join(folder, config));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  write('common/index.ts', 'export const base = 1;');
  write('src/identity/index.ts', "import { base } from '../../common/index.ts';\nexport const identity = base;");
  write('src/store/index.ts', 'export const store = 1;');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a lawful house passes', () => {
  expect(types('src/identity') + types('src/store')).toBe('');
});

test.each([
  ['a room that is not below', 'src/identity', "export { store as bad } from '../store/index.ts';", 'TS6307'],
  ['Node in common', 'common', 'export const bad = process.pid;', 'TS2591'],
  ['timers in common', 'common', 'export const bad = setTimeout(() => {}, 1);', 'TS2304'],
  ['the page in common', 'common', 'export const bad = document.title;', 'TS2584'],
  ['an item that may be missing', 'common', 'export const bad = (a: number[]): number => a[0];', 'TS2322'],
  ['undefined for an absent field', 'common', 'export const bad: { a?: number } = { a: undefined };', 'TS2375'],
  ['an index as a property', 'common', 'export const bad = (a: Record<string, number>): unknown => a.b;', 'TS4111'],
  ['something unused', 'common', 'export const bad = (): void => {\n  const a = 1;\n};', 'TS6133'],
  ['what cannot be erased', 'common', 'export enum Bad {\n  A,\n}', 'TS1294'],
])('finds %s', (_, room, text, code) => {
  write(`${room}/bad.ts`, text);
  expect(types(room)).toContain(code);
  rmSync(path.join(folder, room, 'bad.ts'));
});
