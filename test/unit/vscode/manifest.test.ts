import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandId, commandNames } from '../../../src/vscode/contributions/commands.ts';
import {
  contextKeyId,
  contextValues,
  eventKeys,
  type ContextKey,
} from '../../../src/vscode/contributions/context-keys.ts';
import { extensionId, panelType, viewIds, walkthroughId } from '../../../src/vscode/contributions/views.ts';
import { declaredSettings, english, manifest, portuguese } from '../../support/manifest.ts';
import { comparisons, holds, isTrue } from '../../support/when-clause.ts';

/** What stands outside of the tables of ids. */
const files = globSync('src/vscode/**/*.ts', { exclude: ['**/.tsbuild/**', '**/contributions/**'] });
const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');

const commands = manifest.contributes.commands.map((one) => one.command);

const contextKeys = Object.keys(contextValues) as readonly ContextKey[];

/** Every `when` clause of the manifest. */
const clauses: readonly string[] = [
  ...Object.values(manifest.contributes.menus).flat(),
  ...manifest.contributes.keybindings,
  ...manifest.contributes.viewsWelcome,
  ...manifest.contributes.views.p2pChat,
]
  .map((one) => one.when)
  .concat(manifest.contributes.commands.map((one) => one.enablement))
  // what stands on lines alone is hidden from the palette
  .filter((one): one is string => one !== undefined && one !== 'false');

test('the commands are those of the code, each with a title in both languages', () => {
  expect(commands.toSorted()).toEqual(commandNames.map(commandId).toSorted());
  for (const { command, title, category } of manifest.contributes.commands) {
    expect([title, category]).toEqual([`%command.${command.replace('p2pChat.', '')}%`, 'P2P Chat']);
    for (const texts of [english, portuguese]) expect(texts[title.slice(1, -1)], command).toMatch(/^\p{Lu}/u);
  }
});

test('menus, keys, welcome texts and the walkthrough offer only commands that exist', () => {
  const { menus, keybindings } = manifest.contributes;
  const bound = [...Object.values(menus).flat(), ...keybindings].map((one) => one.command);
  const texts = [english, portuguese].flatMap((all) => Object.values(all)).join('\n');
  const linked = [...texts.matchAll(/\(command:(p2pChat\.\w+)/g)].map(([, command]) => command ?? '');
  expect(linked.length).toBeGreaterThan(30);
  for (const command of [...bound, ...linked]) expect(commands).toContain(command);
});

test('every command of a line in a tree has a twin in the palette, and destruction stands last', () => {
  const { commandPalette = [], 'view/item/context': lines = [] } = manifest.contributes.menus;
  const hidden = commandPalette.filter((one) => one.when === 'false').map((one) => one.command);
  // on a line it is known which one is meant: there the title asks nothing
  const twins = new Map([
    ['p2pChat.openConversation', 'p2pChat.openRoom'],
    ['p2pChat.openDirect', 'p2pChat.messagePerson'],
    ['p2pChat.joinAgain', 'p2pChat.joinRoom'],
  ]);
  expect(hidden.toSorted()).toEqual([...twins.keys()].toSorted());
  for (const { command, group } of lines) {
    expect(hidden, command).not.toContain(twins.get(command) ?? command);
    expect(group.startsWith('z_danger'), command).toBe(/leaveRoom|deleteRoom/.test(command));
  }
});

test('an icon stands wherever a command is drawn without its title', () => {
  const drawn = Object.values(manifest.contributes.menus)
    .flat()
    .filter((one) => /^(inline|navigation)/.test(one.group ?? ''));
  expect(drawn.length).toBeGreaterThan(5);
  for (const { command } of drawn)
    expect(manifest.contributes.commands.find((one) => one.command === command)?.icon, command).toMatch(
      /^\$\([\w-]+\)$/,
    );
});

test('at most three actions show on a line at once', () => {
  const lines = (manifest.contributes.menus['view/item/context'] ?? []).filter((one) => one.group.startsWith('inline'));
  const contexts = [
    'room;joined;delete;muted;unread',
    'room;joined;leave;unread',
    'room;left;muted;unread',
    'room;closed;pinned',
    'browse',
    'room;closed;unread',
    'direct;muted;unread',
    'direct',
    'group;rooms',
    'person;online;other',
    'person;dnd;me',
  ];
  for (const view of ['rooms', 'people'])
    for (const viewItem of contexts) {
      const shown = lines.filter(({ when = '' }) =>
        holds(when, { view: `p2pChat.${view}`, viewItem, 'p2pChat.connected': true }),
      );
      expect(shown.length, `${view} ${viewItem}`).toBeLessThanOrEqual(3);
    }
});

test('keys are chords that the editor and Brazilian keyboards leave free, with a Mac twin', () => {
  for (const { key, mac, when } of manifest.contributes.keybindings) {
    expect(key).toMatch(/^ctrl\+k (h|j|g)$/);
    expect(mac).toBe(key.replace('ctrl', 'cmd'));
    expect(when).toMatch(/^p2pChat\./);
  }
});

test('when clauses ask context keys of the table, for values that these can have and may not have', () => {
  const possible: Readonly<Record<string, readonly unknown[]>> = {
    view: manifest.contributes.views.p2pChat.map(({ id }) => id),
    // of the editor: the kind of the tab that is looked at
    activeWebviewPanelId: [panelType, 'markdown.preview'],
    // what the list in our page says of a line
    webviewId: [viewIds.chat, panelType],
    webviewSection: ['conversation', undefined],
    ...Object.fromEntries(contextKeys.map((key) => [contextKeyId(key), contextValues[key]])),
  };
  expect(clauses.length).toBeGreaterThan(50);
  for (const clause of clauses)
    for (const one of comparisons(clause).filter(({ key }) => !['viewItem', 'webviewItem'].includes(key))) {
      expect(Object.keys(possible), clause).toContain(one.key);
      const answers = new Set(possible[one.key]?.map((value) => isTrue(one, value)));
      expect(answers, `${clause}: ${one.key}`).toEqual(new Set([true, false]));
    }
});

test('every context key is asked for by a clause or a step, or is for keys that people bind themselves', () => {
  const events = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap((one) => one.completionEvents));
  const ticked = events
    .filter((one) => one.startsWith('onContext:'))
    .flatMap((one) => comparisons(one.replace('onContext:', '')).map(({ key }) => key));
  for (const id of ticked) expect(contextKeys.map(contextKeyId)).toContain(id);
  const asked = new Set([...clauses.flatMap(comparisons).map(({ key }) => key), ...ticked]);
  const offered = contextKeys.filter((key) => !asked.has(contextKeyId(key)));
  expect(offered).toEqual(['dnd', 'chatFocused', 'composerFocused']);
});

test('a step ticks when it is done, and when a guide is opened after it was done', () => {
  for (const { completionEvents } of manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)) {
    const [done, ...others] = completionEvents;
    expect(done).toMatch(/^onContext:p2pChat\.\w+$/);
    expect(others).toContain(`${done} && ${contextKeyId('guideShown')}`);
  }
});

test('every context key that does not follow from the uiState is set by somebody', () => {
  const calls = [...source.matchAll(/\bkeys\.set\(\{([^}]*)\}\)/g)];
  const set = calls.flatMap(([, keys = '']) => [...keys.matchAll(/(\w+):/g)].map(([, key]) => key ?? ''));
  expect([...new Set(set)].toSorted()).toEqual(Object.keys(eventKeys).toSorted());
});

test('one walkthrough, whose steps tick when something is really done, each with a picture', () => {
  const [guide, ...others] = manifest.contributes.walkthroughs;
  expect(others).toEqual([]);
  expect(guide?.steps).toHaveLength(5);
  expect(walkthroughId).toBe(`${extensionId}#${guide?.id}`);
  const settings = declaredSettings.map(([key]) => key);
  for (const { completionEvents, media } of guide?.steps ?? []) {
    expect(completionEvents).not.toEqual([]);
    for (const event of completionEvents) {
      const [kind, what = ''] = event.split(':');
      expect(kind === 'onContext' || (kind === 'onSettingChanged' && settings.includes(what)), event).toBe(true);
    }
    const svg = readFileSync(media.svg, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*viewBox/);
    // colors are those of the theme, and nothing is loaded or run
    expect(svg).not.toMatch(/#[0-9a-f]{3,8}\b|<script|<image|href|<style|\bon\w+=/i);
    expect(svg).toContain('var(--vscode-');
  }
});

test('colors refer to those of the editor, in all four kinds of theme', () => {
  for (const { id, defaults } of manifest.contributes.colors) {
    expect(Object.keys(defaults)).toEqual(['dark', 'light', 'highContrast', 'highContrastLight']);
    for (const value of Object.values(defaults)) expect(value).toMatch(/^[a-z]+(\.\w+)?$|^\w+Foreground$/);
    expect(source, id).toContain(`'${id}'`);
  }
});

test('every view has an icon, the package an allow-list whose patterns match', () => {
  for (const view of manifest.contributes.views.p2pChat) expect(view.icon).toMatch(/^\$\(/);
  expect(manifest.publisher).toBe('p2p-chat');
  for (const pattern of manifest.files.filter((one) => !one.startsWith('dist')))
    expect(globSync(pattern), pattern).not.toEqual([]);
});

test('the views are those of the code, and no id of the editor is written outside of its table', () => {
  const { views, viewsContainers, viewsWelcome, colors, publisher } = {
    ...manifest.contributes,
    publisher: manifest.publisher,
  };
  expect(Object.keys(views)).toEqual([viewIds.container]);
  expect(viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewIds.container]);
  const { container: _, ...own } = viewIds;
  expect(views.p2pChat.map(({ id }) => id)).toEqual(Object.values(own));
  for (const { view } of viewsWelcome) expect(Object.values(own)).toContain(view);
  // after a reload the editor asks us for our panels
  expect(manifest.activationEvents).toContain(`onWebviewPanel:${panelType}`);
  expect(extensionId).toBe(`${publisher}.${manifest.name}`);
  const written = [...source.matchAll(/['"`](?:@ext:|command:)?(p2pChat\b[\w.]*|p2p-chat\.p2p-chat)/g)].map(
    ([, id]) => id,
  );
  expect(new Set(written)).toEqual(new Set(colors.map(({ id }) => id)));
});
