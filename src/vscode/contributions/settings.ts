import type { Appearance } from '../../../common/protocol/view/index.ts';
import type { StatusVisibility } from '../model/status-model.ts';

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

/** The type of each setting of package.json. People edit settings by hand: a value may be anything all the same. */
export interface SettingValues {
  readonly connectOnStartup: boolean;
  readonly trackers: readonly KnownTracker[];
  readonly 'chat.openLocation': OpenLocation;
  readonly 'chat.sendKey': Appearance['sendKey'];
  readonly 'appearance.fontSize': number;
  readonly 'appearance.density': Appearance['density'];
  readonly 'appearance.timeFormat': Appearance['timeFormat'];
  readonly 'statusBar.visibility': StatusVisibility;
  readonly 'notifications.level': NotificationLevel;
  readonly 'notifications.showPreview': boolean;
  readonly 'notifications.quietHours': string;
  readonly 'status.autoAwayMinutes': number;
  readonly 'privacy.presence': 'everyoneInRooms' | 'invisible';
  readonly 'privacy.sendTyping': boolean;
  readonly 'privacy.sendReadReceipts': boolean;
  readonly 'network.listenPort': number;
  readonly 'network.listenHost': ListenHost;
  readonly 'localTracker.port': number;
  readonly 'localTracker.keepRunning': boolean;
}
export type SettingName = keyof SettingValues;

export const settingSection = 'p2pChat';
export const settingId = (name: SettingName): string => `${settingSection}.${name}`;

/** Each setting and its default; package.json says the same. */
export const settingDefaults: SettingValues = {
  connectOnStartup: true,
  trackers: [],
  'chat.openLocation': 'beside',
  'chat.sendKey': 'enter',
  'appearance.fontSize': 0,
  'appearance.density': 'comfortable',
  'appearance.timeFormat': 'auto',
  'statusBar.visibility': 'always',
  'notifications.level': 'mentions',
  'notifications.showPreview': true,
  'notifications.quietHours': '',
  'status.autoAwayMinutes': 10,
  'privacy.presence': 'everyoneInRooms',
  'privacy.sendTyping': true,
  'privacy.sendReadReceipts': true,
  'network.listenPort': 0,
  'network.listenHost': 'auto',
  'localTracker.port': 6060,
  'localTracker.keepRunning': true,
};
