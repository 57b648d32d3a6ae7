import * as vscode from 'vscode';
import { Emitter, type Disposable, type Event } from '../../../common/base/index.ts';
import { asHex, type EntryId, type Row } from '../../../common/model/index.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { muteRoom } from '../commands/mute.ts';
import { promptAndSend } from '../commands/message-prompt.ts';
import { setting } from '../config.ts';
import { t } from '../text.ts';
import { showError } from '../ui/errors.ts';
import { toastText } from './toast-text.ts';
import type { Toast } from './toasts.ts';

/** Shows a toast and does what the person answers. Never rejects. */
export const showToast = async (context: CommandContext, toast: Toast, gone: () => void): Promise<void> => {
  const text = toastText(toast, setting('notifications.showPreview'));
  const [reply, open, mute] = [t('Reply'), t('Open'), t('Mute…')];
  const deleted = watchDeletion(context, toast);
  const answer = await vscode.window.showInformationMessage(text, reply, open, mute);
  gone();
  const action: Action | undefined = { [reply]: replyTo, [open]: openAt, [mute]: muteIt }[answer ?? ''];
  await carryOut(context, () => action?.(context, toast, deleted));
  deleted.dispose();
};

type Action = (context: CommandContext, toast: Toast, gone: DeletionWatch) => Promise<void>;

const carryOut = async (context: CommandContext, action: () => Promise<void> | undefined): Promise<void> => {
  try {
    await action();
  } catch (error) {
    void showError(error, context.logger);
  }
};

const openAt: Action = (context, { conversation, row }) => context.show(conversation.room, entryOf(row));

const muteIt: Action = (context, { conversation }) => muteRoom(context, conversation.room);

/** An answer to the message, or to all of them when there are several. Who answers has read. */
const replyTo: Action = async (context, toast, gone) => {
  const { conversation, count, row } = toast;
  const { room, name } = conversation;
  const sent = await promptAndSend(context, {
    room,
    title: conversation.kind === 'direct' ? t('Reply to {0}', name) : t('Reply in #{0}', name),
    prompt: gone.yet ? deletedText() : toastText(toast, setting('notifications.showPreview')),
    onDidChangePrompt: (listener) => gone.onDidChange(() => listener(deletedText())),
    ...(count === 1 && { replyTo: entryOf(row) }),
  });
  if (sent) await context.holder.service?.markRead({ room });
};

const deletedText = (): string => t('Message deleted');

/** Whether the message of a toast has been deleted meanwhile. */
interface DeletionWatch {
  readonly yet: boolean;
  readonly onDidChange: Event<void>;
}

const watchDeletion = ({ holder }: CommandContext, { row }: Toast): DeletionWatch & Disposable => {
  const changed = new Emitter<void>();
  let yet = false;
  const listening = holder.onEvent((event) => {
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
