import * as vscode from 'vscode';
import type { Desk } from './desk.ts';

/** Also Try Again: opens the service if another window had it or opening failed, else tries the tracker now. */
export const connect = async ({ host }: Desk): Promise<void> => {
  if (host.service) await host.service.connect({});
  else await host.open();
};

/** Everything ends: tracker, links, history. The next start of the editor, or Connect, brings it back. */
export const disconnect = async ({ host }: Desk): Promise<void> => host.close();

export const focusComposer = (desk: Desk): Promise<void> => desk.focus('composer');

export const focusMessages = (desk: Desk): Promise<void> => desk.focus('messages');

export const openSettings = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:p2p-chat.p2p-chat');
};

export const openWalkthrough = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'p2p-chat.p2p-chat#p2pChat.gettingStarted');
};

export const showLog = async (desk: Desk): Promise<void> => desk.showLog();
