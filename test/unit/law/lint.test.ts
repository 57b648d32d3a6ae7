import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The real configuration on a small house in which everything is wrong.

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const inCore: readonly (readonly [rule: string, code: string])[] = [
  ['no-restricted-globals', 'export const a = Date.now();'],
  ['no-restricted-globals', 'export const a = performance.now();'],
  ['no-restricted-globals', 'export const a = setTimeout(() => {}, 1);'],
  ['no-restricted-globals', 'export const a = setInterval(() => {}, 1);'],
  ['no-restricted-globals', 'export const a = setImmediate(() => {});'],
  ['no-restricted-globals', 'queueMicrotask(() => {});'],
  ['no-restricted-globals', 'export const a = process.pid;'],
  ['no-restricted-globals', 'export const a = crypto.randomUUID();'],
  ['no-restricted-globals', 'export const a = new WeakRef({});'],
  ['no-restricted-globals', 'export const a = globalThis.setTimeout;'],
  ['no-restricted-globals', 'export const a = new Intl.Collator();'],
  ['no-restricted-globals', 'export const a = Promise.resolve();'],
  ['no-restricted-properties', 'export const a = Math.random();'],
  ['no-restricted-properties', "export const a = 'x'.localeCompare('y');"],
];

const anywhere: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['no-restricted-imports', 'src/chat/editor.ts', "import 'vscode';"],
  [
    'no-restricted-imports',
    'webview/kit.ts',
    "import { vsCodeButton } from '@vscode/webview-ui-toolkit';\nvsCodeButton();",
  ],
  ['no-default-export', 'src/chat/default.ts', 'export default 1;'],
  ['no-explicit-any', 'src/chat/any.ts', 'export const a = (x: any): unknown => x;'],
  ['eqeqeq', 'src/chat/equal.ts', 'export const a = (x: unknown): boolean => x == 1;'],
  ['max-lines', 'src/chat/long.ts', 'void 1;\n'.repeat(251)],
];

/** Ways of waiting for a fixed time, and of measuring one that a busy machine stretches. */
const inTests: readonly (readonly [rule: string, code: string])[] = [
  ['no-restricted-globals', 'await new Promise((resolve) => setTimeout(resolve, 100));'],
  ['no-restricted-globals', 'export const a = setInterval(() => {}, 1);'],
  ['no-restricted-globals', 'export const a = performance.now();'],
  ['no-restricted-imports', "import { setTimeout as sleep } from 'node:timers/promises';\nawait sleep(100);"],
  ['no-restricted-imports', "import { scheduler } from 'node:timers/promises';\nawait scheduler.wait(100);"],
  ['no-restricted-imports', "import { setTimeout as later } from 'node:timers';\nlater(() => {}, 100);"],
  ['no-restricted-imports', "import { performance as p } from 'node:perf_hooks';\nexport const a = p.now();"],
  ['no-restricted-properties', 'export const a = Date.now();'],
  ['no-restricted-properties', 'export const a = process.hrtime();'],
  ['no-restricted-properties', "import { vi } from 'vitest';\nawait vi.waitFor(() => {});"],
  ['no-restricted-properties', 'export const a = (page: Page): unknown => page.waitForTimeout(100);'],
];
const suites = ['unit', 'sim', 'property', 'contract', 'integration', 'vscode', 'e2e', 'support'] as const;

interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}
const config = JSON.parse(
  readFileSync(path.join(root, '.oxlintrc.json'), 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''),
) as Readonly<Record<string, unknown>> & { readonly overrides: readonly Override[] };

/** Where a test may do it all the same, each with its reason in the configuration. This list can only get shorter. */
const isExcuse = ({ files, rules }: Override): boolean =>
  files.every((file) => /^test\/.*\.ts$/.test(file)) && Object.values(rules).every((rule) => rule === 'off');
const excused = config.overrides
  .filter((override) => isExcuse(override) && Object.keys(override.rules).some((rule) => rule.startsWith('no-restri')))
  .flatMap(({ files }) => files);

const wrong: { readonly rule: string; readonly file: string; readonly code: string }[] = [
  ...inCore.map(([rule, code], i) => ({ rule, file: `src/chat/core/bad-${i}.ts`, code })),
  ...anywhere.map(([rule, file, code]) => ({ rule, file, code })),
  ...inTests.map(([rule, code], i) => ({ rule, file: `test/unit/bad-${i}.test.ts`, code })),
  ...suites.map((suite) => ({
    rule: 'no-restricted-globals',
    file: `test/${suite}/a.ts`,
    code: 'setTimeout(() => {});',
  })),
];

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

/** What is wrong by these overrides, as `file rule`. All at once: a start of the tool takes longer than its work. */
const lint = (name: string, overrides: readonly Override[]): ReadonlySet<string> => {
  // none of these rules needs types, which a house of single lines has not
  writeFileSync(path.join(folder, name), JSON.stringify({ ...config, overrides, options: { typeAware: false } }));
  const { stdout, stderr } = spawnSync(
    path.join(root, 'node_modules/.bin/oxlint'),
    ['-c', name, '--disable-nested-config', '--format', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
  return new Set(diagnostics.map(({ code, filename }) => `${filename} ${/\((.*)\)/.exec(code)?.[1] ?? code}`));
};

let found: ReadonlySet<string>;
let unexcused: ReadonlySet<string>;
beforeAll(() => {
  for (const { file, code } of wrong) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${code}\n`);
  }
  for (const file of excused) cpSync(path.join(root, file), path.join(folder, file));
  found = lint('all.json', config.overrides);
  unexcused = lint(
    'none-excused.json',
    config.overrides.filter((one) => !isExcuse(one)),
  );
});

test.each(wrong)('lint finds $rule in $file: $code', ({ rule, file }) => {
  expect(found).toContain(`${file} ${rule}`);
});

test('few places may sleep or look at the clock, none of them in vain', () => {
  expect(excused.length).toBeLessThanOrEqual(8);
  const needed = [...unexcused].map((one) => one.split(' ')[0]);
  for (const file of excused) {
    expect(needed).toContain(file);
    expect([...found].filter((one) => one.startsWith(`${file} no-restricted`))).toEqual([]);
  }
});
