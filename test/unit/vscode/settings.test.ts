import { expect, test } from 'vitest';
import { settingId, settings, settingValue, type SettingName } from '../../../src/vscode/contributions/settings.ts';
import { declaredSettings, english, manifest, portuguese, type Setting } from '../../support/manifest.ts';

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
    'privacy.sendReadReceipts',
    'trackers',
    'network.listenPort',
    'network.listenHost',
    'localTracker.port',
    'localTracker.bind',
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
const names = Object.keys(settings) as readonly SettingName[];
const declared = declaredSettings;
const sorted = (keys: readonly string[]) => keys.toSorted();
/** Belongs to this machine and its network. */
const notSynced = ['network.listenPort', 'network.listenHost', 'localTracker.port', 'localTracker.bind'];
const online = ['connectOnStartup', 'trackers'];

test('every setting stands in this table with its scope', () => {
  const having = (wanted: (one: Setting) => boolean) =>
    declared.filter(([, one]) => wanted(one)).map(([key]) => key.replace(/^p2pChat\./, ''));
  expect(sorted(having((one) => one.scope === 'application'))).toEqual(sorted(scopes.application));
  expect(sorted(having((one) => one.scope === 'window'))).toEqual(sorted(scopes.window));
  expect(declared.length).toBe(scopes.application.length + scopes.window.length);
  expect(sorted(having((one) => one.ignoreSync === true))).toEqual(sorted(notSynced));
  expect(sorted(having((one) => one.tags?.includes('usesOnlineServices') === true))).toEqual(sorted(online));
});

test('settings have an order of their own, and every choice a sentence', () => {
  const orders = declared.map(([, one]) => one.order);
  expect(orders).toEqual([...new Set(orders)].toSorted((a, b) => a - b));
  for (const [key, one] of declared) {
    expect(one.enumDescriptions?.length, key).toBe(one.enum?.length);
    expect(one.enumItemLabels?.length, key).toBe(one.enum?.length);
    expect(one.markdownDescription, key).toMatch(/^%setting\./);
  }
});

test('settings stand in sections, and no choice is shown by the name that the file has for it', () => {
  const { configuration } = manifest.contributes;
  expect(configuration.map(({ title }) => english[title.slice(1, -1)])).toEqual([
    'Chat',
    'Notifications',
    'Privacy',
    'Network',
  ]);
  const orders = configuration.map(({ order }) => order);
  expect(orders).toEqual([...new Set(orders)].toSorted((a, b) => a - b));
  const titles = configuration.map(({ title }) => title);
  const labels = declared.flatMap(([, one]) => one.enumItemLabels ?? []);
  for (const texts of [english, portuguese])
    for (const label of [...titles, ...labels]) expect(texts[label.slice(1, -1)], label).toMatch(/^[\p{Lu}\d]/u);
});

test('the table is that of the manifest, with types, choices and defaults', () => {
  const inManifest = declared.map(([key, one]) => [
    key,
    { type: one.type, default: one.default, ...(one.enum && { enum: one.enum }) },
  ]);
  const inCode = names.map((name) => [settingId(name), settings[name]]);
  expect(Object.fromEntries(inCode)).toEqual(Object.fromEntries(inManifest));
});

test('what is written well is taken as it is', () => {
  for (const name of names) {
    const one: { readonly default: unknown; readonly enum?: readonly string[] } = settings[name];
    for (const written of [one.default, ...(one.enum ?? [])])
      expect(settingValue(name, written), name).toEqual(written);
  }
  expect(settingValue('connectOnStartup', false)).toBe(false);
  expect(settingValue('notifications.quietHours', '22:00-08:00')).toBe('22:00-08:00');
  expect(settingValue('appearance.fontSize', 13.5)).toBe(13.5);
  expect(settingValue('trackers', [1, {}])).toEqual([1, {}]);
});

test.each<[SettingName, readonly unknown[]]>([
  ['connectOnStartup', [undefined]],
  ['chat.openLocation', ['', 'Sidebar', 'constructor', 0, ['sidebar'], {}, null, undefined]],
  ['notifications.quietHours', [22, true, {}, null, undefined]],
  ['status.autoAwayMinutes', ['5', true, [5], null, undefined]],
  ['appearance.fontSize', ['15', false, {}, null, undefined]],
  ['trackers', [undefined]],
])('%s: what is written wrongly is taken as the default', (name, wrong) => {
  for (const written of wrong) expect(settingValue(name, written)).toBe(settings[name].default);
});

test('a switch is off where nothing is said, and one thing alone is a list of one', () => {
  for (const nothing of [null, 0, '']) expect(settingValue('privacy.sendTyping', nothing)).toBe(false);
  for (const something of [1, 'on', {}]) expect(settingValue('privacy.sendTyping', something)).toBe(true);
  const lab = { name: 'lab', url: 'ws://lab:6060' };
  expect(settingValue('trackers', lab)).toEqual([lab]);
});
