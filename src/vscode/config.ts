import * as vscode from 'vscode';
import type { Disposable } from '../../common/base/index.ts';
import type { Appearance } from '../../common/protocol/view/index.ts';
import {
  settingId,
  settingSection,
  settingValue,
  type SettingName,
  type SettingValue,
} from './contributions/settings.ts';
import { shownFontSize } from './model/appearance.ts';
import type { ProxySettings } from './model/host-sockets.ts';

const ours = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration(settingSection);

/** A setting, read anew each time. */
export const setting = <N extends SettingName>(name: N): SettingValue<N> => settingValue(name, ours().get(name));

/** Writes a setting for all windows; undefined = as if it had never been set. */
export const writeSetting = async <N extends SettingName>(name: N, value: SettingValue<N> | undefined): Promise<void> =>
  ours().update(name, value, vscode.ConfigurationTarget.Global);

/** Hears of every change of a setting, or of any of ours. */
export const onDidChangeSetting = (name: SettingName | 'any', run: () => void): Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(name === 'any' ? settingSection : settingId(name))) run();
  });

export const appearance = (): Appearance => ({
  fontSize: shownFontSize(setting('appearance.fontSize')),
  density: setting('appearance.density'),
  timeFormat: setting('appearance.timeFormat'),
  sendKey: setting('chat.sendKey'),
});

/** Milliseconds without activity, a day at most; 0 = never. */
export const autoAway = (): number => Math.min(Math.max(0, setting('status.autoAwayMinutes')), 1440) * 60_000;

/** What the editor's own settings, and its surroundings, say of proxies. */
export const proxySettings = (): ProxySettings => {
  const http = vscode.workspace.getConfiguration('http');
  return { proxy: http.get('proxy', ''), support: http.get('proxySupport', 'override'), env: process.env };
};

/** A tracker that a team has written into the settings. */
export interface KnownTracker {
  readonly name: string;
  readonly url: string;
}

/** Those that are written well. */
export const knownTrackers = (): readonly KnownTracker[] => setting('trackers').filter(isTracker);

const isTracker = (value: unknown): value is KnownTracker => {
  const { name, url } = (value ?? {}) as Partial<Record<keyof KnownTracker, unknown>>;
  return typeof name === 'string' && typeof url === 'string';
};
