import * as vscode from 'vscode';
import { extensionId, walkthroughId } from '../contributions/views.ts';
import { t } from '../text.ts';
import { signedIn, type CommandHandlers, type CommandContext, type Target } from './command-context.ts';
import { showStatusMessage } from '../ui/status-message.ts';

/** Also Try Again: opens the service if another window had it or opening failed, and tries the tracker now. */
const connect = async (context: CommandContext): Promise<void> => {
  const service = await signedIn(context);
  const { state, address } = service.state.connection;
  await service.connect({});
  tell(state === 'connected' ? t('You’re online.') : t('Connecting to {0}…', address));
};

/** Tracker and links end; what is here stays. Go Online brings them back, and nothing else does. */
const disconnect = async (context: CommandContext): Promise<void> => {
  const service = await signedIn(context);
  await service.disconnect({});
  tell(t('You’re offline. Messages you write now are saved and sent later.'));
};

const tell = (text: string): void => showStatusMessage(`P2P Chat: ${text}`);

/** After the engine has stopped for good, or says nothing any more. */
const restart = async ({ holder }: CommandContext): Promise<void> => holder.restart();

const focusComposer = (context: CommandContext): Promise<void> => context.focus('composer');

const focusMessages = (context: CommandContext): Promise<void> => context.focus('messages');

/** All of ours, or the one that an error is about. */
const openSettings = async (_: CommandContext, target: Target): Promise<void> => {
  const query = typeof target === 'string' ? `@id:${target}` : `@ext:${extensionId}`;
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
};

const openWalkthrough = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId);
};

const showLog = async (context: CommandContext): Promise<void> => context.showLog();

export const editorCommands = {
  connect,
  disconnect,
  restart,
  focusComposer,
  focusMessages,
  openSettings,
  openWalkthrough,
  showLog,
} satisfies CommandHandlers;
