import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes } from '../../common/base/index.ts';
import { viewCommands } from '../../common/protocol/view/index.ts';
import { errorText } from '../../src/vscode/model/error-text.ts';

interface Manifest {
  readonly publisher: string;
  readonly files: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
    readonly views: { readonly p2pChat: readonly { readonly id: string; readonly icon?: string }[] };
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>>;
    };
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const commands = manifest.contributes.commands.map((one) => one.command);
const prefixed = (name: string): string => `p2pChat.${name}`;

test('the commands are those of this step', () => {
  expect(commands.map((one) => one.replace('p2pChat.', '')).toSorted()).toEqual([
    'connect',
    'createRoom',
    'deleteRoom',
    'joinRoom',
    'leaveRoom',
    'messagePerson',
    'openRoom',
    'register',
    'setup',
    'showLog',
    'signIn',
    'signOut',
    'startLocalTracker',
    'stopLocalTracker',
  ]);
});

/** Pages may ask for these, and nothing happens yet: whoever adds one takes it out here. */
const coming = ['muteRoom', 'unmuteRoom', 'nextUnread', 'previousUnread'].map(prefixed);

test('menus, welcome texts, errors and pages offer only commands that exist', () => {
  const inMenus = Object.values(manifest.contributes.menus)
    .flat()
    .map((one) => one.command);
  const welcome = ['package.nls.json', 'package.nls.pt-br.json'].map((file) => readFileSync(file, 'utf8')).join('');
  const linked = [...welcome.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command ?? '');
  const offered = errorCodes.flatMap((code) => errorText(code).actions).filter((action) => action !== 'openSettings');
  for (const command of [...inMenus, ...linked, ...offered.map(prefixed), ...viewCommands.map(prefixed)])
    expect(coming.includes(command), command).toBe(!commands.includes(command));
});

test('every context key of a when clause is set by the extension', () => {
  const set = new Set<string>();
  for (const file of ['src/vscode/model/context-keys.ts', 'src/vscode/webview-host/pages.ts'])
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/\b(\w+):/g)) set.add(key ?? '');
  const { menus, viewsWelcome, views } = manifest.contributes;
  const clauses = JSON.stringify([menus, viewsWelcome.map((one) => one.when), views.p2pChat]).replaceAll(
    /"command":"[^"]*"/g,
    '',
  );
  const used = [...clauses.matchAll(/(?<!== |\w)p2pChat\.(\w+)/g)]
    .map(([, key]) => key ?? '')
    .filter((key) => !/^(rooms|people|chatView)$/.test(key));
  expect(used.length).toBeGreaterThan(10);
  for (const key of used) expect(set).toContain(key);
});

test('what decides about the network cannot be set by a workspace', () => {
  for (const [key, { scope }] of Object.entries(manifest.contributes.configuration.properties)) {
    expect(key).toMatch(/^p2pChat\./);
    expect(scope, key).toBe(/statusBar|openLocation|appearance/.test(key) ? 'window' : 'application');
  }
});

test('the defaults in the code are those of the manifest', () => {
  const source = readFileSync('src/vscode/config.ts', 'utf8');
  const inCode = [...source.matchAll(/get(?:<\w+>)?\('([\w.]+)', ('?)([^')]+)\2\)/g)];
  const inManifest = Object.entries(manifest.contributes.configuration.properties).map(([key, one]) => [
    key,
    typeof one.default === 'string' ? one.default : JSON.stringify(one.default),
  ]);
  expect(Object.fromEntries(inCode.map(([, key, , value]) => [`p2pChat.${key}`, value]))).toEqual(
    Object.fromEntries(inManifest),
  );
});

test('every view has an icon, the package an allow-list whose patterns match', () => {
  for (const view of manifest.contributes.views.p2pChat) expect(view.icon).toMatch(/^\$\(/);
  expect(manifest.publisher).toBe('p2p-chat');
  for (const pattern of manifest.files.filter((one) => !one.startsWith('dist')))
    expect(globSync(pattern), pattern).not.toEqual([]);
});
