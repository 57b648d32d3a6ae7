import { started } from './started.ts';
import * as vscode from 'vscode';
import { AppError } from '../../common/base/index.ts';
import type { IdentityKey } from '../../common/model/index.ts';
import { appLoader } from './app-loader.ts';
import { ChatServiceHolder } from './chat-service-holder.ts';
import { nodeClock as clock } from '../runtime/index.ts';
import type { CommandContext } from './commands/command-context.ts';
import { registerCommands } from './commands/index.ts';
import { resumeLocalTracker } from './commands/local-tracker.ts';
import { onDidChangeSetting, setting } from './config.ts';
import { ContextKeys } from './context-keys.ts';
import { DeepLinks } from './deep-links.ts';
import { clockNotice } from './clock-notice.ts';
import { nameNotice } from './name-notice.ts';
import { engineMessages } from './engine-messages.ts';
import { refreshWalkthrough } from './walkthrough.ts';
import { channelLog, type ChannelLog } from './log.ts';
import { createStatus } from './presence/create-status.ts';
import { useTimeFormat } from './model/date-text.ts';
import { deepLink } from './model/deep-link.ts';
import { createToasts } from './notifications/create-toasts.ts';
import { Mutes } from './notifications/mutes.ts';
import { GlobalMemento } from './global-memento.ts';
import { shutDown } from './shut-down.ts';
import { createStatusBar } from './status-bar.ts';
import { Takeover } from './takeover.ts';
import { useTranslator } from './text.ts';
import { createTrees } from './tree/trees.ts';
import { Pages } from './webview-host/pages.ts';

/** What the extension suite gets from `activate`; nobody else gets anything. */
export interface TestAccess {
  readonly context: CommandContext;
  readonly links: vscode.UriHandler;
  /** Evaluation of the bundle plus `activate()`, milliseconds. */
  readonly activationTook: number;
}

/** So long, in milliseconds, the editor may run the extension host of before a reload. */
const reloadPatience = 6000;
const evaluated = performance.now() - started;
let active: CommandContext | undefined;
let links: DeepLinks | undefined;

const readTimeFormat = (): void => useTimeFormat(setting('appearance.timeFormat'));

export const activate = (context: vscode.ExtensionContext): TestAccess | undefined => {
  const entered = performance.now();
  useTranslator((message, ...args) => vscode.l10n.t(message, ...args), vscode.env.language);
  readTimeFormat();
  context.subscriptions.push(onDidChangeSetting('appearance.timeFormat', readTimeFormat));
  const channel = vscode.window.createOutputChannel('P2P Chat', { log: true });
  context.subscriptions.push(channel);
  const log = channelLog(channel);
  const { logger } = log;
  const opened = open(context, log, () => channel.show());
  active = opened;
  const activationTook = evaluated + performance.now() - entered;
  logger.log('info', `activation took ${activationTook.toFixed(1)} ms`);
  links = new DeepLinks(opened, begin(opened));
  context.subscriptions.push(vscode.window.registerUriHandler(links));
  return context.extensionMode === vscode.ExtensionMode.Test ? { context: opened, links, activationTook } : undefined;
};

/** The window is closing. */
export const deactivate = async (): Promise<void> => {
  const closing = active;
  active = undefined;
  if (!closing) return;
  const { holder, loader } = closing;
  const stops = holder.service !== undefined && holder.uiState.localTracker && !setting('localTracker.keepRunning');
  await shutDown(clock, {
    flush: () => closing.flushPending(),
    close: () => holder.close(),
    stopTracker: async () => stops && (await loader.localTracker()).stop(),
  });
};

const isFocused = (): boolean => vscode.window.state.focused;

const link: CommandContext['link'] = (room, entry) => deepLink(vscode.env.uriScheme, { room, ...(entry && { entry }) });

const open = (context: vscode.ExtensionContext, log: ChannelLog, showLog: () => void): CommandContext => {
  const { logger } = log;
  const loader = appLoader(context, log);
  const holder = new ChatServiceHolder(
    (watch) => loader.openChat(watch),
    (error) => logger.log('error', AppError.from(error).message),
  );
  const keys = new ContextKeys();
  const account = (): IdentityKey | undefined => holder.service?.state.account?.identity;
  const mutes = new Mutes(holder, context.globalState, logger);
  const pages = new Pages(context, {
    holder,
    keys,
    logger,
    link,
    setStatus: (status) => commandContext.status.choose(status),
  });
  const commandContext: CommandContext = {
    holder,
    loader,
    memento: new GlobalMemento(context.globalState),
    mutes,
    status: createStatus({ context, holder, account, onPageActivity: pages.onUserActivity }),
    logger,
    show: (room, reveal, where) => pages.show(room, reveal, where),
    get current() {
      return pages.current;
    },
    focus: (part) => pages.focus(part),
    keys,
    link,
    openLink: async (text) => links?.handleUri(vscode.Uri.parse(text)),
    addOwnRow: (room, row) => pages.add(room, row),
    flushPending: async () =>
      void (await Promise.allSettled([pages.flushPendingDeletions(), holder.service?.settle({})])),
    showLog,
  };
  context.subscriptions.push(engineMessages(holder, logger, showLog), clockNotice(holder), nameNotice(holder));
  context.subscriptions.push(createToasts(commandContext, (room) => pages.isVisible(room)));
  createTrees(holder, pages, context.subscriptions);
  createStatusBar(holder, context.subscriptions);
  context.subscriptions.push(new Takeover(holder, clock, { isFree: () => loader.isFree(), isFocused }));
  context.subscriptions.push(
    refreshWalkthrough(keys),
    keys.follow(holder),
    mutes,
    holder,
    log,
    ...registerCommands(commandContext),
  );
  return commandContext;
};

/** After activation: where somebody has been set up, chat goes on by itself; otherwise nothing is touched. Never rejects. */
const begin = async ({ loader, holder, logger, ...rest }: CommandContext): Promise<void> => {
  try {
    const { configured, registered } = await loader.readSetupState();
    holder.setConfigured(configured, registered);
    if (!configured) return;
    if (setting('connectOnStartup')) await resumeLocalTracker({ loader, holder, logger, ...rest });
    else loader.beginOffline();
    await holder.open(reloadPatience);
  } catch (error) {
    // the views and the status bar say so already
    logger.log('warn', `start: ${AppError.from(error).message}`);
  }
};
