import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { Logger } from '../../common/base/index.ts';
import type { LocalTracker } from '../app/index.ts';
import type { ChatService } from '../client/index.ts';
import { setting } from './config.ts';
import type { SettingValue } from './contributions/settings.ts';

/** The way to the rest of the program. It is loaded on first use, so that an editor without an account pays nothing. */
export interface AppDoor {
  /** True when somebody has been set up here. One look at the disk, no key is read. */
  configured(): Promise<boolean>;
  openChat(): Promise<ChatService | 'locked'>;
  localTracker(): Promise<LocalTracker>;
}

export const appDoor = (context: vscode.ExtensionContext, logger: Logger): AppDoor => {
  const data = context.globalStorageUri.fsPath;
  const workers = path.join(context.extensionPath, 'dist');
  return {
    configured: () =>
      stat(path.join(data, 'accounts')).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    openChat: async () => {
      const { openChat } = await import('../app/index.ts');
      const listenHost = hosts[setting('network.listenHost')];
      return openChat({
        data,
        workers,
        logger,
        settings: {
          listenPort: setting('network.listenPort'),
          readReceipts: setting('privacy.sendReadReceipts'),
          ...(listenHost && { listenHost }),
        },
      });
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
