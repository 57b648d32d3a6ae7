import * as vscode from 'vscode';
import type { StartedTracker } from '../../app/index.ts';
import { setting, writeSetting } from '../config.ts';
import type { SettingValue } from '../contributions/settings.ts';
import { viewIds } from '../contributions/views.ts';
import { networkTrackerText } from '../model/team-address.ts';
import { t } from '../text.ts';
import { signedIn, type CommandHandlers, type CommandContext } from './command-context.ts';
import { showStatusMessage } from '../ui/status-message.ts';

/**
 * Starts the tracker of this computer, or finds it running, for those whom the person has in mind: `reach` is kept, and absent it is that of
 * the last time. Rejects with PORT_IN_USE.
 */
export const startLocalTracker = async (
  context: CommandContext,
  reach?: SettingValue<'localTracker.bind'>,
): Promise<StartedTracker> => {
  if (reach !== undefined && reach !== setting('localTracker.bind')) await writeSetting('localTracker.bind', reach);
  const tracker = await context.loader.localTracker();
  const progress = { location: { viewId: viewIds.rooms }, title: t('Starting the local tracker…') };
  const started = await vscode.window.withProgress(progress, () => tracker.start());
  context.logger.log('info', `local tracker ${started.reused ? 'found' : 'started'} at ${started.url}`);
  context.holder.setLocalTracker(true, started.addresses);
  await context.memento.setLocalTracker(true);
  if (setting('localTracker.bind') === 'all') void tellNetwork(started.addresses);
  return started;
};

/** What teammates type, and what a firewall will ask. */
const tellNetwork = async (addresses: readonly string[]): Promise<void> => {
  const copies = addresses.map((address) => ({ title: t('Copy {0}', address), address }));
  const picked = await vscode.window.showInformationMessage(
    networkTrackerText(addresses, vscode.env.appName),
    ...copies,
  );
  if (picked) await vscode.env.clipboard.writeText(picked.address);
};

const startCommand = async (context: CommandContext): Promise<void> => {
  const { url } = await startLocalTracker(context);
  await context.holder.service?.connect({});
  if (setting('localTracker.bind') === 'all') return;
  const open = t('Open It to My Network');
  const told = t('Local tracker running at {0}. Only people on this computer can use it.', url);
  if ((await vscode.window.showInformationMessage(told, open)) !== open) return;
  await startLocalTracker(context, 'all');
  await context.holder.service?.connect({});
};

const stopCommand = async (context: CommandContext): Promise<void> => {
  const tracker = await context.loader.localTracker();
  const stopped = await tracker.stop();
  context.holder.setLocalTracker(false);
  await context.memento.setLocalTracker(false);
  const message = stopped ? t('Local tracker stopped.') : t('No local tracker is running.');
  showStatusMessage(message);
};

/** The address that brings teammates here goes to the clipboard; where nobody else can come, that is said. */
const copyTrackerAddress = async (context: CommandContext): Promise<void> => {
  await signedIn(context);
  const { teamAddresses: addresses = [] } = context.holder.uiState;
  if (addresses.length === 0) {
    const open = t('Open It to My Network');
    const told = t('Your tracker can only be reached from this computer.');
    if ((await vscode.window.showWarningMessage(told, open)) === open) await startLocalTracker(context, 'all');
    return;
  }
  const address = addresses.length === 1 ? addresses[0] : await vscode.window.showQuickPick([...addresses]);
  if (address === undefined) return;
  await vscode.env.clipboard.writeText(address);
  showStatusMessage(t('Copied {0}. Teammates enter it in Set Up.', address));
};

/** At start: the tracker this installation uses is brought back if the computer was restarted. Never rejects. */
export const resumeLocalTracker = async (context: CommandContext): Promise<void> => {
  if (!context.memento.localTracker) return;
  try {
    const { addresses } = await (await context.loader.localTracker()).start();
    context.holder.setLocalTracker(true, addresses);
  } catch (error) {
    context.logger.log('warn', `local tracker: ${String(error)}`);
  }
};

export const localTrackerCommands = {
  copyTrackerAddress,
  startLocalTracker: startCommand,
  stopLocalTracker: stopCommand,
} satisfies CommandHandlers;
