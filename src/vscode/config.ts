import * as vscode from 'vscode';
import type { Disposable } from '../../common/base/index.ts';
import type { Appearance } from '../../common/protocol/view/index.ts';
import {
  settingDefaults,
  settingId,
  settingSection,
  type KnownTracker,
  type ListenHost,
  type NotificationLevel,
  type OpenLocation,
  type SettingName,
  type SettingValues,
} from './contributions/settings.ts';
import { appearanceOf } from './model/appearance.ts';
import type { StatusVisibility } from './model/status-model.ts';

const get = <N extends SettingName>(name: N): SettingValues[N] =>
  vscode.workspace.getConfiguration(settingSection).get(name, settingDefaults[name]);

/** Read anew each time. */
export const settings = {
  trackers: (): readonly KnownTracker[] => [get('trackers') as unknown].flat().filter(isTracker),
  connectOnStartup: (): boolean => get('connectOnStartup'),
  listenPort: (): number => get('network.listenPort'),
  listenHost: (): ListenHost => get('network.listenHost'),
  localTrackerPort: (): number => get('localTracker.port'),
  localTrackerKeepRunning: (): boolean => get('localTracker.keepRunning'),
  statusBarVisibility: (): StatusVisibility => get('statusBar.visibility'),
  openLocation: (): OpenLocation => get('chat.openLocation'),
  appearance: (): Appearance =>
    appearanceOf({
      fontSize: get('appearance.fontSize'),
      density: get('appearance.density'),
      timeFormat: get('appearance.timeFormat'),
      sendKey: get('chat.sendKey'),
    }),
  notificationLevel: (): NotificationLevel => get('notifications.level'),
  showPreview: (): boolean => get('notifications.showPreview'),
  quietHours: (): string => get('notifications.quietHours'),
  invisible: (): boolean => get('privacy.presence') === 'invisible',
  /** Milliseconds without activity, a day at most; 0 = never. */
  autoAway: (): number => Math.min(Math.max(0, get('status.autoAwayMinutes')), 1440) * 60_000,
  sendTyping: (): boolean => get('privacy.sendTyping'),
  readReceipts: (): boolean => get('privacy.sendReadReceipts'),
};

/** Hears of every change of a setting, or of any of ours. */
export const onDidChangeSetting = (name: SettingName | 'any', run: () => void): Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(name === 'any' ? settingSection : settingId(name))) run();
  });

/** Writes a setting for all windows; undefined = as if it had never been set. */
export const writeSetting = async <N extends SettingName>(
  name: N,
  value: SettingValues[N] | undefined,
): Promise<void> => {
  const all = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration(settingSection).update(name, value, all);
};

/** People edit settings by hand: what is wrong is left out. */
const isTracker = (value: unknown): value is KnownTracker => {
  const { name, url } = (value ?? {}) as Partial<Record<keyof KnownTracker, unknown>>;
  return typeof name === 'string' && typeof url === 'string';
};
