import * as vscode from 'vscode';
import { extensionId, walkthroughId } from '../contributions/views.ts';
import type { CommandHandlers, Desk, Target } from './desk.ts';

/** Also Try Again: opens the service if another window had it or opening failed, else tries the tracker now. */
const connect = async ({ host }: Desk): Promise<void> => {
  if (host.service) await host.service.connect({});
  else await host.open();
};

/** Everything ends: tracker, links, history. The next start of the editor, or Connect, brings it back. */
const disconnect = async ({ host }: Desk): Promise<void> => host.close();

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
