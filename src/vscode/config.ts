import * as vscode from 'vscode';
import type { StatusVisibility } from './model/status-model.ts';

export type OpenLocation = 'editor' | 'beside' | 'sidebar';
/** `auto`: where peers can reach us; `loopback`: this computer only; `all`: every interface. */
export type ListenHost = 'auto' | 'loopback' | 'all';

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
