import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { TrackerAddress } from '../../common/base/index.ts';
import type { Answer, KnownAccount, LocalTracker, OpenOptions } from '../app/index.ts';
import type { OpenChat } from './chat-service-holder.ts';
import { nodeClock as clock } from '../runtime/index.ts';
import { proxySettings, setting } from './config.ts';
import type { SettingValue } from './contributions/settings.ts';
import type { ChannelLog } from './log.ts';
import { hostSockets } from './model/host-sockets.ts';
import { OpeningProgress } from './model/opening-progress.ts';
import { showOpening } from './ui/opening-progress.ts';

/** The way to the rest of the program. It is loaded on first use, so that an editor without an account pays nothing. */
export interface AppLoader {
  /** Whether somebody has been set up here, and is signed in. One look at the disk, no key is read. */
  readSetupState(): Promise<{ readonly configured: boolean; readonly registered: boolean }>;
  /** Who has been signed in here, the last one first. Never rejects. */
  knownAccounts(): Promise<readonly KnownAccount[]>;
  openChat: OpenChat;
  /** The first engine of this window begins offline, whatever it was last time. */
  beginOffline(): void;
  /** No window has the account. Never rejects. */
  isFree(): Promise<boolean>;
  localTracker(): Promise<LocalTracker>;
  /** What is at this address. Never rejects. */
  probeTracker(address: TrackerAddress): Promise<Answer>;
}

export const appLoader = (context: vscode.ExtensionContext, log: ChannelLog): AppLoader => {
  const data = context.globalStorageUri.fsPath;
  const workers = path.join(context.extensionPath, 'dist');
  const { logger } = log;
  let offline = false;
  // what comes after the first is as the person has left it
  const settings = (): EngineSettings => {
    const first = offline;
    offline = false;
    return { ...engineSettings(), ...(first && { offline: true }) };
  };
  return {
    readSetupState: async () => {
      const accounts = path.join(data, 'accounts');
      const [configured, registered] = await Promise.all([isThere(accounts), isThere(path.join(accounts, 'current'))]);
      return { configured, registered };
    },
    knownAccounts: async () => (await import('../app/index.ts')).knownAccounts(data),
    beginOffline: () => {
      offline = true;
    },
    isFree: async () => (await import('../app/index.ts')).isFree(data),
    openChat: async (watch) => {
      const { openInEditor } = await import('../app/index.ts');
      const options = { data, workers, logger, level: log, settings, hostSockets: socketsHere };
      const progress = new OpeningProgress(clock, showOpening);
      try {
        return await openInEditor(options, clock, { ...watch, onSlowStep: (step) => progress.begin(step) });
      } finally {
        progress.end();
      }
    },
    localTracker: async () => {
      const app = await import('../app/index.ts');
      return new app.LocalTracker({
        program: path.join(workers, 'tracker.js'),
        data: path.join(data, 'tracker'),
        port: setting('localTracker.port'),
        reach: setting('localTracker.bind'),
        logger,
      });
    },
    probeTracker: async (address) => (await import('../app/index.ts')).askHealth(address),
  };
};

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

const hosts: Readonly<Record<SettingValue<'network.listenHost'>, string | undefined>> = {
  auto: undefined,
  loopback: '127.0.0.1',
};

type EngineSettings = Exclude<OpenOptions['settings'], () => unknown>;

const engineSettings = (): EngineSettings => {
  const listenHost = hosts[setting('network.listenHost')];
  return {
    listenPort: setting('network.listenPort'),
    readReceipts: setting('privacy.sendReadReceipts'),
    ...(listenHost && { listenHost }),
  };
};

const socketsHere: NonNullable<OpenOptions['hostSockets']> = () => hostSockets(proxySettings());
