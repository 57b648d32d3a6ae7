import { started } from './started.ts';
import * as vscode from 'vscode';
import { AppError } from '../../common/base/index.ts';
import type { IdentityKey } from '../../common/model/index.ts';
import { appDoor } from './app-door.ts';
import { ChatHost } from './chat-host.ts';
import { nodeClock as clock } from '../runtime/index.ts';
import type { Desk } from './commands/desk.ts';
import { registerCommands } from './commands/index.ts';
import { resumeLocalTracker } from './commands/local-tracker.ts';
import { setting } from './config.ts';
import { ContextKeys } from './context-keys.ts';
import { DeepLinks } from './deep-links.ts';
import { engineMessages } from './engine-messages.ts';
import { tickGuide } from './guide.ts';
import { channelLog, type ChannelLog } from './log.ts';
import { createStatus } from './presence/create-status.ts';
import { deepLink } from './model/deep-link.ts';
import { createToasts } from './notifications/create-toasts.ts';
import { Mutes } from './notifications/mutes.ts';
import { Remembered } from './remembered.ts';
import { shutDown } from './shut-down.ts';
import { createStatusBar } from './status-bar.ts';
import { Takeover } from './takeover.ts';
import { useTranslator } from './text.ts';
import { createTrees } from './tree/trees.ts';
import { Pages } from './webview-host/pages.ts';

/** What the extension suite gets from `activate`; nobody else gets anything. */
export interface TestAccess {
  readonly desk: Desk;
  readonly links: vscode.UriHandler;
  /** Evaluation of the bundle plus `activate()`, milliseconds. */
  readonly activationTook: number;
}

/** So long, in milliseconds, the editor may keep the host of before a reload. */
const reloadPatience = 6000;
const evaluated = performance.now() - started;
let desk: Desk | undefined;
let links: DeepLinks | undefined;

export const activate = (context: vscode.ExtensionContext): TestAccess | undefined => {
  const entered = performance.now();
  useTranslator((message, ...args) => vscode.l10n.t(message, ...args), vscode.env.language);
  const channel = vscode.window.createOutputChannel('P2P Chat', { log: true });
  context.subscriptions.push(channel);
  const log = channelLog(channel);
  const { logger } = log;
  const opened = open(context, log, () => channel.show());
  desk = opened;
  const activationTook = evaluated + performance.now() - entered;
  logger.log('info', `activation took ${activationTook.toFixed(1)} ms`);
  links = new DeepLinks(opened, begin(opened));
  context.subscriptions.push(vscode.window.registerUriHandler(links));
  return context.extensionMode === vscode.ExtensionMode.Test ? { desk: opened, links, activationTook } : undefined;
};

/** The window is closing. */
export const deactivate = async (): Promise<void> => {
  const closing = desk;
  desk = undefined;
  if (!closing) return;
  const { host, door } = closing;
  const stops = host.service !== undefined && host.facts.localTracker && !setting('localTracker.keepRunning');
  await shutDown(clock, {
    settle: () => closing.settle(),
    close: () => host.close(),
    stopTracker: async () => stops && (await door.localTracker()).stop(),
  });
};

const isFocused = (): boolean => vscode.window.state.focused;

const link: Desk['link'] = (room, entry) => deepLink(vscode.env.uriScheme, { room, ...(entry && { entry }) });

const open = (context: vscode.ExtensionContext, log: ChannelLog, showLog: () => void): Desk => {
  const { logger } = log;
  const door = appDoor(context, log);
  const host = new ChatHost(
    (watch) => door.openChat(watch),
    (error) => logger.log('error', AppError.from(error).message),
  );
  const keys = new ContextKeys();
  const account = (): IdentityKey | undefined => host.service?.state.account?.identity;
  const mutes = new Mutes(host, context.globalState, logger);
  const pages = new Pages(context, {
    host,
    keys,
    logger,
    link,
    setStatus: (status) => made.status.choose(status),
  });
  const made: Desk = {
    host,
    door,
    remembered: new Remembered(context.globalState),
    mutes,
    status: createStatus({ context, host, account, onDidUsePage: pages.onDidUse }),
    logger,
    show: (room, reveal, where) => pages.show(room, reveal, where),
    get current() {
      return pages.current;
    },
    focus: (part) => pages.focus(part),
    keys,
    link,
    follow: async (text) => links?.handleUri(vscode.Uri.parse(text)),
    wrote: (room, row) => pages.add(room, row),
    settle: async () => void (await Promise.allSettled([pages.settle(), host.service?.settle({})])),
    showLog,
  };
  context.subscriptions.push(engineMessages(host, logger, showLog));
  context.subscriptions.push(createToasts(made, (room) => pages.isVisible(room)));
  createTrees(host, pages, context.subscriptions);
  createStatusBar(host, context.subscriptions);
  context.subscriptions.push(new Takeover(host, clock, { isFree: () => door.isFree(), isFocused }));
  context.subscriptions.push(tickGuide(keys), keys.follow(host), mutes, host, log, ...registerCommands(made));
  return made;
};

/** After activation: where somebody has been set up, chat goes on by itself; otherwise nothing is touched. Never rejects. */
const begin = async ({ door, host, logger, ...rest }: Desk): Promise<void> => {
  try {
    const { configured, registered } = await door.look();
    host.setConfigured(configured, registered);
    if (!configured) return;
    if (setting('connectOnStartup')) await resumeLocalTracker({ door, host, logger, ...rest });
    else door.beginOffline();
    await host.open(reloadPatience);
  } catch (error) {
    // the views and the status bar say so already
    logger.log('warn', `start: ${AppError.from(error).message}`);
  }
};
