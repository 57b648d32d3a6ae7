import * as vscode from 'vscode';
import { extensionId, walkthroughId } from '../contributions/views.ts';
import { t } from '../text.ts';
import { signedIn, type CommandHandlers, type Desk, type Target } from './desk.ts';

/** So long, in milliseconds, the status bar says what has been done. */
const toldFor = 4000;

/** Also Try Again: opens the service if another window had it or opening failed, and tries the tracker now. */
const connect = async (desk: Desk): Promise<void> => {
  const service = await signedIn(desk);
  const { state, address } = service.state.connection;
  await service.connect({});
  tell(state === 'connected' ? t('You’re online.') : t('Connecting to {0}…', address));
};

/** Tracker and links end; what is here stays. Go Online brings them back, and nothing else does. */
const disconnect = async (desk: Desk): Promise<void> => {
  const service = await signedIn(desk);
  await service.disconnect({});
  tell(t('You’re offline. Messages you write now are saved and sent later.'));
};

const tell = (text: string): void => void vscode.window.setStatusBarMessage(`P2P Chat: ${text}`, toldFor);

/** After the engine has stopped for good, or says nothing any more. */
const restart = async ({ host }: Desk): Promise<void> => host.restart();

const focusComposer = (desk: Desk): Promise<void> => desk.focus('composer');

const focusMessages = (desk: Desk): Promise<void> => desk.focus('messages');

/** All of ours, or the one that an error is about. */
const openSettings = async (_: Desk, target: Target): Promise<void> => {
  const query = typeof target === 'string' ? `@id:${target}` : `@ext:${extensionId}`;
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
};

const openWalkthrough = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId);
};

const showLog = async (desk: Desk): Promise<void> => desk.showLog();

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
