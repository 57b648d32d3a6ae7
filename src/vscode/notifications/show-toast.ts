import * as vscode from 'vscode';
import { asHex, type EntryId, type Row } from '../../../common/model/index.ts';
import type { Desk } from '../commands/desk.ts';
import { writeTo } from '../commands/write.ts';
import { setting } from '../config.ts';
import { t } from '../text.ts';
import { showError } from '../ui/errors.ts';
import { mutedText, toastText } from './toast-text.ts';
import type { Toast } from './toasts.ts';

/** Shows a toast and does what the person answers. Never rejects. */
export const showToast = async (desk: Desk, toast: Toast, gone: () => void): Promise<void> => {
  const text = toastText(toast, setting('notifications.showPreview'));
  const [reply, open, mute] = [t('Reply'), t('Open'), t('Mute')];
  const answer = await vscode.window.showInformationMessage(text, reply, open, mute);
  gone();
  await carryOut(desk, toast, { [reply]: replyTo, [open]: openAt, [mute]: muteRoom }[answer ?? '']);
};

type Action = (desk: Desk, toast: Toast) => Promise<void>;

const carryOut = async (desk: Desk, toast: Toast, action: Action | undefined): Promise<void> => {
  try {
    await action?.(desk, toast);
  } catch (error) {
    void showError(error, desk.logger);
  }
};

const openAt: Action = (desk, { conversation, row }) => desk.show(conversation.room, entryOf(row));

const muteRoom: Action = async (desk, { conversation }) => {
  desk.mutes.set(conversation.room, true);
  const undo = t('Undo');
  const answer = await vscode.window.showInformationMessage(mutedText(conversation.name), undo);
  if (answer === undo) desk.mutes.set(conversation.room, false);
};

/** An answer to the message, or to all of them when there are several. Who answers has read. */
const replyTo: Action = async (desk, toast) => {
  const { conversation, count, row } = toast;
  const { room, name } = conversation;
  const sent = await writeTo(desk, {
    room,
    title: conversation.kind === 'direct' ? t('Reply to {0}', name) : t('Reply in #{0}', name),
    prompt: toastText(toast, setting('notifications.showPreview')),
    ...(count === 1 && { replyTo: entryOf(row) }),
  });
  if (sent) await desk.host.service?.markRead({ room });
};

const entryOf = (row: Row): EntryId => asHex(row.id);
