import * as vscode from 'vscode';
import type { Appearance } from '../../common/protocol/view/index.ts';
import { appearanceOf } from './model/appearance.ts';
import type { StatusVisibility } from './model/status-model.ts';

export type OpenLocation = 'editor' | 'beside' | 'sidebar';
/** `auto`: on every network; `loopback`: from this computer only. */
export type ListenHost = 'auto' | 'loopback';

/** `mentions`: direct messages too. */
export type NotificationLevel = 'all' | 'mentions' | 'none';

/** A tracker that a team has written into the settings. */
export interface KnownTracker {
  readonly name: string;
  readonly url: string;
}

const get = <T>(key: string, otherwise: T): T => vscode.workspace.getConfiguration('p2pChat').get(key, otherwise);

/** Read anew each time. Defaults stand in package.json too; a test compares them. */
export const settings = {
  trackers: (): readonly KnownTracker[] => [get<unknown>('trackers', [])].flat().filter(isTracker),
  connectOnStartup: (): boolean => get('connectOnStartup', true),
  listenPort: (): number => get('network.listenPort', 0),
  listenHost: (): ListenHost => get<ListenHost>('network.listenHost', 'auto'),
  localTrackerPort: (): number => get('localTracker.port', 6060),
  localTrackerKeepRunning: (): boolean => get('localTracker.keepRunning', true),
  statusBarVisibility: (): StatusVisibility => get<StatusVisibility>('statusBar.visibility', 'always'),
  openLocation: (): OpenLocation => get<OpenLocation>('chat.openLocation', 'beside'),
  appearance: (): Appearance =>
    appearanceOf({
      fontSize: get<unknown>('appearance.fontSize', 0),
      density: get<unknown>('appearance.density', 'comfortable'),
      timeFormat: get<unknown>('appearance.timeFormat', 'auto'),
      sendKey: get<unknown>('chat.sendKey', 'enter'),
    }),
  notificationLevel: (): NotificationLevel => get<NotificationLevel>('notifications.level', 'mentions'),
  showPreview: (): boolean => get('notifications.showPreview', true),
  quietHours: (): string => get('notifications.quietHours', ''),
  invisible: (): boolean => get<string>('privacy.presence', 'everyoneInRooms') === 'invisible',
  /** Milliseconds without activity, a day at most; 0 = never. */
  autoAway: (): number => Math.min(Math.max(0, get('status.autoAwayMinutes', 10)), 1440) * 60_000,
  sendTyping: (): boolean => get('privacy.sendTyping', true),
  readReceipts: (): boolean => get('privacy.sendReadReceipts', true),
};

/** People edit settings by hand: what is wrong is left out. */
const isTracker = (value: unknown): value is KnownTracker => {
  const { name, url } = (value ?? {}) as Partial<Record<keyof KnownTracker, unknown>>;
  return typeof name === 'string' && typeof url === 'string';
};
