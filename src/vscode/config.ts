import * as vscode from 'vscode';
import type { StatusVisibility } from './model/status-model.ts';

export type OpenLocation = 'editor' | 'beside' | 'sidebar';
/** `auto`: on every network; `loopback`: from this computer only. */
export type ListenHost = 'auto' | 'loopback';

const get = <T>(key: string, otherwise: T): T => vscode.workspace.getConfiguration('p2pChat').get(key, otherwise);

/** Read anew each time. Defaults stand in package.json too; a test compares them. */
export const settings = {
  connectOnStartup: (): boolean => get('connectOnStartup', true),
  listenPort: (): number => get('network.listenPort', 0),
  listenHost: (): ListenHost => get<ListenHost>('network.listenHost', 'auto'),
  localTrackerPort: (): number => get('localTracker.port', 6060),
  localTrackerKeepRunning: (): boolean => get('localTracker.keepRunning', true),
  statusBarVisibility: (): StatusVisibility => get<StatusVisibility>('statusBar.visibility', 'always'),
  openLocation: (): OpenLocation => get<OpenLocation>('chat.openLocation', 'beside'),
};
