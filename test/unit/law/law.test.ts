import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asyncIn } from '../../support/core-law.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-law-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a tool of the project in the folder of the violations; what it prints. */
const run = (tool: string, args: readonly string[], cwd = folder): string => {
  const { stdout, stderr, error } = spawnSync(path.join(root, 'node_modules/.bin', tool), args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return stdout === '' ? stderr : stdout;
};

const files: Record<string, string> = {
  // a small house; b.ts becomes one half of a circle
  'common/base/index.ts': 'export const base = 1;',
  'common/base/inner.ts': 'export const inner = 1;',
  'common/log/index.ts': "import { base } from '../base/index.ts';\nexport const log = base;",
  'common/log/inner.ts': 'export const inner = 1;',
  'common/protocol/view/index.ts': "export const view = 1;\nexport type { Table } from './verbs.ts';",
  'common/protocol/view/verbs.ts': "export { verbs } from '../chat/index.ts';\nexport type Table = 1;",
  'common/protocol/view/decode.ts': 'export const decode = 1;',
  'common/protocol/chat/index.ts': 'export const verbs = 1;\nexport type Verbs = typeof verbs;',
  'common/membership/access-policy.ts': "import { base } from '../base/index.ts';\nexport const mayEdit = base;",
  'common/membership/evaluate.ts': 'export const evaluate = 1;',
  'webview/actions.ts':
    "import { mayEdit } from '../common/membership/access-policy.ts';\nexport const actions = mayEdit;",
  'webview/types.ts': "import type { Verbs } from '../common/protocol/chat/index.ts';\nexport const types: Verbs = 1;",
  'src/vscode/page.ts': "import { view } from '../../common/protocol/view/index.ts';\nexport const page = view;",
  'src/identity/index.ts': 'export const identity = 1;',
  'src/identity/keys.ts': 'export const keys = 1;',
  'src/chat/index.ts': 'export const chat = 1;',
  'src/chat/core/ports.ts': 'export const ports = 1;',
  'src/chat/core/overview.ts': "import { row } from './timeline/row.ts';\nexport const overview = row;",
  'src/chat/core/timeline/row.ts': "import { room } from '../membership/lawful.ts';\nexport const row = room;",
  'src/chat/core/membership/lawful.ts': "import { sync } from '../tracker/sync.ts';\nexport const room = sync;",
  'src/chat/core/own-devices/reads.ts': "import { ports } from '../ports.ts';\nexport const reads = ports;",
  'src/chat/core/tracker/sync.ts': "import { log } from '../replication/log.ts';\nexport const sync = log;",
  'src/chat/core/replication/log.ts': "import { ports } from '../ports.ts';\nexport const log = ports;",
  'src/chat/b.ts': "import { a } from './a.ts';\nexport const b = (): unknown => a;",
  'tracker-server/src/main.ts': "import { log } from '../../common/log/index.ts';\nexport const server = log;",
};

/** One violation of each rule: the rule's name, the file, its text. */
const broken: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-circular', 'src/chat/a.ts', "import { b } from './b.ts';\nexport const a = (): unknown => b;"],
  ['no-orphans', 'src/chat/orphan.ts', 'export const orphan = 1;'],
  ['not-to-unresolvable', 'src/chat/lost.ts', "import { x } from './nowhere.ts';\nexport const lost = x;"],
  ['vscode-only-in-its-room', 'src/chat/editor.ts', "import * as vscode from 'vscode';\nexport const editor = vscode;"],
  [
    'toolkit-behind-one-file',
    'webview/page.ts',
    "import { vsCodeButton } from '@vscode/webview-ui-toolkit';\nexport const page = vsCodeButton;",
  ],
  ['common-is-pure', 'common/base/disk.ts', "import * as fs from 'node:fs';\nexport const disk = fs;"],
  ['common-packages', 'common/base/socket.ts', "import { WebSocket } from 'ws';\nexport const socket = WebSocket;"],
  ['core-stands-alone', 'src/chat/core/world.ts', "import * as net from 'node:net';\nexport const world = net;"],
  [
    'core-stands-alone',
    'src/chat/core/room.ts',
    "import { identity } from '../../identity/index.ts';\nexport const room = identity;",
  ],
  ['core-stands-alone', 'src/chat/core/out.ts', "import { chat } from '../index.ts';\nexport const out = chat;"],
  ['core-stands-alone', 'src/chat/core/package.ts', "import * as z from 'zod';\nexport const all = z;"],
  ...(
    [
      ['core-replication-is-below', 'replication/up.ts', 'timeline/row.ts'],
      ['core-replication-is-below', 'replication/unplaced.ts', 'unplaced/up.ts'],
      ['core-tracker-and-own-devices-next', 'tracker/up.ts', 'membership/lawful.ts'],
      ['core-tracker-and-own-devices-next', 'tracker/across.ts', 'own-devices/reads.ts'],
      ['core-membership-above-them', 'membership/up.ts', 'timeline/row.ts'],
      ['core-timeline-above-all-folders', 'timeline/up.ts', 'overview.ts'],
      ['core-timeline-above-all-folders', 'unplaced/up.ts', 'overview.ts'],
    ] as const
  ).map(([rule, file, to]) => [rule, `src/chat/core/${file}`, `export type * from '../${to}';`] as const),
  [
    'room-by-its-face',
    'src/chat/inside.ts',
    "import { keys } from '../identity/keys.ts';\nexport const inside = keys;",
  ],
  [
    'common-by-its-face',
    'src/chat/common.ts',
    "import { inner } from '../../common/base/inner.ts';\nexport const common = inner;",
  ],
  [
    'common-part-by-its-face',
    'common/base/part.ts',
    "import { inner } from '../log/inner.ts';\nexport const part = inner;",
  ],
  ...['src/chat/core/page.ts', 'src/engine/page.ts', 'src/app/page.ts', 'tracker-server/src/page.ts'].map((file) => {
    const up = '../'.repeat(file.split('/').length - 1);
    const text = `import { view } from '${up}common/protocol/view/index.ts';\nexport const page = view;`;
    return ['view-between-page-and-host', file, text] as const;
  }),
  [
    'view-between-page-and-host',
    'common/log/page.ts',
    "import type { Table } from '../protocol/view/index.ts';\nexport const page: Table = 1;",
  ],
  ['page-without-decoders', 'webview/decoder.ts', "export { decode } from '../common/protocol/view/decode.ts';"],
  ['page-without-decoders', 'common/protocol/view/table.ts', "export { verbs } from './verbs.ts';"],
  ['page-without-decoders', 'webview/schema.ts', "import * as z from 'zod';\nexport const schema = z;"],
  [
    'page-knows-types-of-chat-alone',
    'webview/verbs.ts',
    "import { verbs } from '../common/protocol/chat/index.ts';\nexport const table = verbs;",
  ],
  ['page-knows-types-of-chat-alone', 'common/protocol/view/messages.ts', "export { verbs } from '../chat/index.ts';"],
  [
    'access-policy-stands-alone',
    'common/membership/access-policy.ts',
    "import { log } from '../log/index.ts';\nexport const mayEdit = log;",
  ],
  [
    'webview-reaches-only-below',
    'webview/members.ts',
    "import { evaluate } from '../common/membership/evaluate.ts';\nexport const members = evaluate;",
  ],
  [
    'common-reaches-only-below',
    'common/base/up.ts',
    "import { chat } from '../../src/chat/index.ts';\nexport const up = chat;",
  ],
  ...(['runtime', 'identity', 'tracker-client', 'store', 'peer', 'chat', 'client', 'engine', 'app'] as const).map(
    (room) =>
      [
        `src/${room}-reaches-only-below`,
        `src/${room}/up.ts`,
        "import { server } from '../../tracker-server/src/main.ts';\nexport const up = server;",
      ] as const,
  ),
  [
    'src/vscode-reaches-only-below',
    'src/vscode/up.ts',
    "import { page } from '../../webview/page.ts';\nexport const up = page;",
  ],
  [
    'webview-reaches-only-below',
    'webview/up.ts',
    "import { chat } from '../src/chat/index.ts';\nexport const up = chat;",
  ],
  [
    'tracker-server-reaches-only-below',
    'tracker-server/src/up.ts',
    "import { chat } from '../../src/chat/index.ts';\nexport const up = chat;",
  ],
];

const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), `${text}\n`);
};

beforeAll(() => {
  for (const config of ['.dependency-cruiser.mjs', 'package.json']) {
    cpSync(path.join(root, config), path.join(folder, config));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) write(name, text);
});

interface Cruise {
  readonly summary: { readonly totalCruised: number; readonly violations: { rule: { name: string }; from: string }[] };
}
const cruise = (cwd: string): Cruise['summary'] => {
  const args = [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    'common',
    'src',
    'webview',
    'tracker-server/src',
  ];
  const { summary } = JSON.parse(run('depcruise', args, cwd)) as Cruise;
  return summary;
};

describe('the layers', () => {
  test('find a violation of every rule', { timeout: 60_000 }, async () => {
    for (const [, name, text] of broken) write(name, text);
    const found = cruise(folder).violations.map(({ rule, from }) => `${rule.name} ${from}`);
    for (const [rule, name] of broken) expect(found).toContain(`${rule} ${name}`);
    const lawful =
      / (src\/chat\/core\/(overview|ports|[a-z-]+\/(row|lawful|reads|sync|log))|webview\/(types|actions)|src\/vscode\/page|common\/protocol\/view\/(index|verbs))\.ts$/;
    expect(found.filter((one) => lawful.test(one))).toEqual([]);
    const config = (await import(path.join(root, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    const tried = new Set(broken.map(([rule]) => rule));
    expect(config.default.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  test('see the whole tree, and it is lawful', { timeout: 60_000 }, () => {
    const own = globSync('{common,src,webview,tracker-server/src}/**/*.ts', { cwd: root }).filter(
      (file) => !file.includes('.tsbuild') && !file.endsWith('.d.ts'),
    );
    const { totalCruised, violations } = cruise(root);
    expect(totalCruised).toBeGreaterThanOrEqual(own.length);
    expect(violations).toEqual([]);
  });
});

describe('a core is synchronous', () => {
  test.each(['export const a = async () => {};', 'const a = await b;', 'let a: Promise<void>;'])(
    '%s is found',
    (code) => {
      expect(asyncIn(code)).not.toEqual([]);
    },
  );

  test('every file of every core', () => {
    const cores = globSync('src/*/core/**/*.ts', { cwd: root });
    expect(cores.length).toBeGreaterThan(20);
    for (const file of cores) expect(asyncIn(readFileSync(path.join(root, file), 'utf8')), file).toEqual([]);
  });
});

describe('the lock', () => {
  test('holds every platform package, so that "npm ci" works everywhere', () => {
    interface Package {
      readonly optionalDependencies?: Record<string, string>;
    }
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Package>;
    };
    for (const [where, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
      for (const name of Object.keys(optionalDependencies)) {
        const held = `node_modules/${name}` in lock.packages || `${where}/node_modules/${name}` in lock.packages;
        expect(held, `${name} of ${where}`).toBe(true);
      }
    }
  });
});
