import { expect, test } from 'vitest';
import { settingDefaults, settingId, type SettingName } from '../../../src/vscode/contributions/settings.ts';
import { manifest, type Setting } from '../../support/manifest.ts';

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

test('the settings of the code are those of the manifest, with the same defaults and values of the same type', () => {
  const properties = Object.entries(manifest.contributes.configuration.properties);
  const names = Object.keys(settingDefaults) as SettingName[];
  expect(Object.fromEntries(names.map((name) => [settingId(name), settingDefaults[name]]))).toEqual(
    Object.fromEntries(properties.map(([key, one]) => [key, one.default])),
  );
  for (const [key, one] of properties) {
    const kind = Array.isArray(one.default) ? 'array' : typeof one.default;
    expect(one.type === 'integer' ? 'number' : one.type, key).toBe(kind);
    if (one.enum) expect(one.enum, key).toContain(one.default);
  }
});
