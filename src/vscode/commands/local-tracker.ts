import * as vscode from 'vscode';
import { viewIds } from '../contributions/views.ts';
import { t } from '../text.ts';
import type { CommandHandlers, Desk } from './desk.ts';

/** Starts the tracker of this computer, or finds it running. The address. Rejects with PORT_IN_USE. */
export const startLocalTracker = async (desk: Desk): Promise<string> => {
  const tracker = await desk.door.localTracker();
  const progress = { location: { viewId: viewIds.rooms }, title: t('Starting the local tracker…') };
  const { url, reused } = await vscode.window.withProgress(progress, () => tracker.start());
  desk.logger.log('info', `local tracker ${reused ? 'found' : 'started'} at ${url}`);
  desk.host.setLocalTracker(true);
  await desk.remembered.setLocalTracker(true);
  return url;
};

const startCommand = async (desk: Desk): Promise<void> => {
  const url = await startLocalTracker(desk);
  await desk.host.service?.connect({});
  void vscode.window.showInformationMessage(t('Local tracker running at {0}.', url));
};

const stopCommand = async (desk: Desk): Promise<void> => {
  const tracker = await desk.door.localTracker();
  const stopped = await tracker.stop();
  desk.host.setLocalTracker(false);
  await desk.remembered.setLocalTracker(false);
  const message = stopped ? t('Local tracker stopped.') : t('No local tracker is running.');
  vscode.window.setStatusBarMessage(message, 5000);
};

/** At start: the tracker this installation uses is brought back if the computer was restarted. Never rejects. */
export const resumeLocalTracker = async (desk: Desk): Promise<void> => {
  if (!desk.remembered.localTracker) return;
  try {
    await (await desk.door.localTracker()).start();
    desk.host.setLocalTracker(true);
  } catch (error) {
    desk.logger.log('warn', `local tracker: ${String(error)}`);
  }
};

export const localTrackerCommands = {
  startLocalTracker: startCommand,
  stopLocalTracker: stopCommand,
} satisfies CommandHandlers;
