import * as vscode from 'vscode';
import { titleOf } from '../../../common/text/index.ts';
import { Emitter, type Disposable, type Event } from '../../../common/base/index.ts';
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
  const deleted = watchGone(desk, toast);
  const answer = await vscode.window.showInformationMessage(text, reply, open, mute);
  gone();
  const action: Action | undefined = { [reply]: replyTo, [open]: openAt, [mute]: muteRoom }[answer ?? ''];
  await carryOut(desk, () => action?.(desk, toast, deleted));
  deleted.dispose();
};

type Action = (desk: Desk, toast: Toast, gone: Gone) => Promise<void>;

const carryOut = async (desk: Desk, action: () => Promise<void> | undefined): Promise<void> => {
  try {
    await action();
  } catch (error) {
    void showError(error, desk.logger);
  }
};

const openAt: Action = (desk, { conversation, row }) => desk.show(conversation.room, entryOf(row));

const muteRoom: Action = async (desk, { conversation }) => {
  desk.mutes.set(conversation.room, true);
  const undo = t('Undo');
  const answer = await vscode.window.showInformationMessage(mutedText(titleOf(conversation)), undo);
  if (answer === undo) desk.mutes.set(conversation.room, false);
};

/** An answer to the message, or to all of them when there are several. Who answers has read. */
const replyTo: Action = async (desk, toast, gone) => {
  const { conversation, count, row } = toast;
  const { room, name } = conversation;
  const sent = await writeTo(desk, {
    room,
    title: conversation.kind === 'direct' ? t('Reply to {0}', name) : t('Reply in #{0}', name),
    prompt: gone.yet ? goneText() : toastText(toast, setting('notifications.showPreview')),
    onDidChangePrompt: (listener) => gone.onDidChange(() => listener(goneText())),
    ...(count === 1 && { replyTo: entryOf(row) }),
  });
  if (sent) await desk.host.service?.markRead({ room });
};

const goneText = (): string => t('Message deleted');

/** Whether the message of a toast has been deleted meanwhile. */
interface Gone {
  readonly yet: boolean;
  readonly onDidChange: Event<void>;
}

const watchGone = ({ host }: Desk, { row }: Toast): Gone & Disposable => {
  const changed = new Emitter<void>();
  let yet = false;
  const listening = host.onEvent((event) => {
    if (event.type !== 'row' || event.row.id !== row.id || event.row.kind === 'message') return;
    yet = true;
    changed.fire();
  });
  return {
    get yet() {
      return yet;
    },
    onDidChange: changed.event,
    dispose: () => {
      listening.dispose();
      changed.dispose();
    },
  };
};

const entryOf = (row: Row): EntryId => asHex(row.id);
