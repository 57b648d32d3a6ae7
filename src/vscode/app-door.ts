import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { LocalTracker, OpenOptions } from '../app/index.ts';
import type { OpenChat } from './chat-host.ts';
import { clock } from './clock.ts';
import { proxySettings, setting } from './config.ts';
import type { SettingValue } from './contributions/settings.ts';
import type { ChannelLog } from './log.ts';
import { hostSockets } from './model/host-sockets.ts';

/** The way to the rest of the program. It is loaded on first use, so that an editor without an account pays nothing. */
export interface AppDoor {
  /** True when somebody has been set up here. One look at the disk, no key is read. */
  configured(): Promise<boolean>;
  openChat: OpenChat;
  localTracker(): Promise<LocalTracker>;
}

export const appDoor = (context: vscode.ExtensionContext, log: ChannelLog): AppDoor => {
  const data = context.globalStorageUri.fsPath;
  const workers = path.join(context.extensionPath, 'dist');
  const { logger } = log;
  return {
    configured: () =>
      stat(path.join(data, 'accounts')).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    openChat: async (watch) => {
      const { openInEditor } = await import('../app/index.ts');
      const options = { data, workers, logger, level: log, settings: engineSettings, hostSockets: socketsHere };
      return openInEditor(options, clock, watch);
    },
    localTracker: async () => {
      const app = await import('../app/index.ts');
      return new app.LocalTracker({
        program: path.join(workers, 'tracker.js'),
        data: path.join(data, 'tracker'),
        port: setting('localTracker.port'),
        logger,
      });
    },
  };
};

const hosts: Readonly<Record<SettingValue<'network.listenHost'>, string | undefined>> = {
  auto: undefined,
  loopback: '127.0.0.1',
};

const engineSettings: Extract<OpenOptions['settings'], () => unknown> = () => {
  const listenHost = hosts[setting('network.listenHost')];
  return {
    listenPort: setting('network.listenPort'),
    readReceipts: setting('privacy.sendReadReceipts'),
    ...(listenHost && { listenHost }),
  };
};

const socketsHere: NonNullable<OpenOptions['hostSockets']> = () => hostSockets(proxySettings());
