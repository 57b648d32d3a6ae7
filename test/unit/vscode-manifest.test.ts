import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes } from '../../common/base/index.ts';
import { viewCommands } from '../../common/protocol/view/index.ts';
import { errorText } from '../../src/vscode/model/error-text.ts';

interface Setting {
  readonly scope: string;
  readonly default: unknown;
  readonly order: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription: string;
  readonly ignoreSync?: boolean;
  readonly tags?: readonly string[];
}

interface Manifest {
  readonly publisher: string;
  readonly files: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
    readonly views: { readonly p2pChat: readonly { readonly id: string; readonly icon?: string }[] };
    readonly configuration: {
      readonly properties: Readonly<Record<string, Setting>>;
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
    'setStatus',
    'setup',
    'showLog',
    'signIn',
    'signOut',
    'startLocalTracker',
    'stopLocalTracker',
    'toggleDnd',
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

/** `application`: decides who we connect to, what we reveal or what interrupts; no workspace sets it. `window`: how things look. */
const scopes = {
  application: [
    'connectOnStartup',
    'chat.sendKey',
    'notifications.level',
    'notifications.showPreview',
    'notifications.quietHours',
    'status.autoAwayMinutes',
    'privacy.presence',
    'privacy.sendTyping',
    'trackers',
    'network.listenPort',
    'network.listenHost',
    'localTracker.port',
    'localTracker.keepRunning',
  ],
  window: [
    'chat.openLocation',
    'appearance.fontSize',
    'appearance.density',
    'appearance.timeFormat',
    'statusBar.visibility',
  ],
};
const sorted = (keys: readonly string[]) => keys.toSorted();
/** Belongs to this machine and its network. */
const notSynced = ['network.listenPort', 'network.listenHost', 'localTracker.port'];
const online = ['connectOnStartup', 'trackers'];

test('every setting stands in this table with its scope', () => {
  const settings = Object.entries(manifest.contributes.configuration.properties);
  const having = (wanted: (one: Setting) => boolean) =>
    settings.filter(([, one]) => wanted(one)).map(([key]) => key.replace(/^p2pChat\./, ''));
  expect(sorted(having((one) => one.scope === 'application'))).toEqual(sorted(scopes.application));
  expect(sorted(having((one) => one.scope === 'window'))).toEqual(sorted(scopes.window));
  expect(settings.length).toBe(scopes.application.length + scopes.window.length);
  expect(sorted(having((one) => one.ignoreSync === true))).toEqual(sorted(notSynced));
  expect(sorted(having((one) => one.tags?.includes('usesOnlineServices') === true))).toEqual(sorted(online));
});

test('settings have an order of their own, and every choice a sentence', () => {
  const settings = Object.entries(manifest.contributes.configuration.properties);
  const orders = settings.map(([, one]) => one.order);
  expect(orders).toEqual([...new Set(orders)].toSorted((a, b) => a - b));
  for (const [key, one] of settings) {
    expect(one.enumDescriptions?.length, key).toBe(one.enum?.length);
    expect(one.markdownDescription, key).toMatch(/^%setting\./);
  }
});

test('the defaults in the code are those of the manifest', () => {
  const source = readFileSync('src/vscode/config.ts', 'utf8');
  const inCode = [...source.matchAll(/get(?:<\w+>)?\('([\w.]+)', ('?)([^')]*)\2\)/g)];
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
