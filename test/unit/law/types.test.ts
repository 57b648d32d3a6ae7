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
  'src/runtime/tsconfig.json',
  'src/identity/tsconfig.json',
  'src/store/tsconfig.json',
];

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), `${text}\n`);

/** What the compiler says of a room and of those below it. */
const types = (...rooms: readonly string[]): string =>
  spawnSync(path.join(root, 'node_modules/.bin/tsc'), ['-b', ...rooms], { cwd: folder, encoding: 'utf8' }).stdout;

beforeAll(() => {
  for (const room of ['common', 'src/runtime', 'src/identity', 'src/store'])
    mkdirSync(path.join(folder, room), { recursive: true });
  for (const config of configs) cpSync(path.join(root, config), path.join(folder, config));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  write('common/index.ts', 'export const base = 1;');
  write('src/runtime/index.ts', 'export const runtime = 1;');
  write('src/identity/index.ts', "import { base } from '../../common/index.ts';\nexport const identity = base;");
  write('src/store/index.ts', 'export const store = 1;');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a lawful house passes', () => {
  expect(types('src/identity', 'src/store')).toBe('');
});

const above = ['src/identity/bad.ts', "export { store as bad } from '../store/index.ts';", 'TS6307'] as const;
const broken: readonly (readonly [what: string, text: string, code: string])[] = [
  ['Node in common', 'export const bad = process.pid;', 'TS2591'],
  ['timers in common', 'export const bad = setTimeout(() => {}, 1);', 'TS2304'],
  ['the page in common', 'export const bad = document.title;', 'TS2584'],
  ['an item that may be missing', 'export const bad = (a: number[]): number => a[0];', 'TS2322'],
  ['undefined for an absent field', 'export const bad: { a?: number } = { a: undefined };', 'TS2375'],
  ['an index as a property', 'export const bad = (a: Record<string, number>): unknown => a.b;', 'TS4111'],
  ['something unused', 'export const bad = (): void => {\n  const a = 1;\n};', 'TS6133'],
  ['what cannot be erased', 'export enum Bad {\n  A,\n}', 'TS1294'],
];

test('finds a room that is not below, and whatever else is wrong', () => {
  const [file, text, code] = above;
  write(file, text);
  expect(types('src/identity')).toMatch(new RegExp(`${file}.*${code}`));
  // all at once: a start of the compiler takes longer than its work
  for (const [i, [, bad]] of broken.entries()) write(`common/bad-${i}.ts`, bad);
  const said = types('common');
  for (const [i, [what, , wrong]] of broken.entries())
    expect(said, what).toMatch(new RegExp(`common/bad-${i}\\.ts.*${wrong}`));
});
