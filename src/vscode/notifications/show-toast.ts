import * as vscode from 'vscode';
import { Emitter, type Disposable, type Event } from '../../../common/base/index.ts';
import { asHex, type EntryId, type Row } from '../../../common/model/index.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { muteRoom } from '../commands/mute.ts';
import { promptAndSend } from '../commands/message-prompt.ts';
import { setting } from '../config.ts';
import { t } from '../text.ts';
import { showError } from '../ui/errors.ts';
import { replyPromptText, toastText } from './toast-text.ts';
import type { Toast } from './toasts.ts';

/** Shows a toast and does what the person answers. Never rejects. */
export const showToast = async (context: CommandContext, toast: Toast, gone: () => void): Promise<void> => {
  const text = toastText(toast, setting('notifications.showPreview'));
  const [reply, open, mute] = [t('Reply'), t('Open'), t('Mute…')];
  const watch = watchRow(context, toast);
  const answer = await vscode.window.showInformationMessage(text, reply, open, mute);
  gone();
  const action: Action | undefined = { [reply]: replyTo, [open]: openAt, [mute]: muteIt }[answer ?? ''];
  await carryOut(context, () => action?.(context, toast, watch));
  watch.dispose();
};

type Action = (context: CommandContext, toast: Toast, watch: RowWatch) => Promise<void>;

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
const replyTo: Action = async (context, toast, watch) => {
  const { conversation, count, row } = toast;
  const { room, name } = conversation;
  const prompt = (): string => replyPromptText({ ...toast, row: watch.row }, setting('notifications.showPreview'));
  const sent = await promptAndSend(context, {
    room,
    title: conversation.kind === 'direct' ? t('Reply to {0}', name) : t('Reply in #{0}', name),
    prompt: prompt(),
    onDidChangePrompt: (listener) => watch.onDidChange(() => listener(prompt())),
    ...(count === 1 && { replyTo: entryOf(row) }),
  });
  if (sent) await context.holder.service?.markRead({ room });
};

/** What the message of a toast says by now, for as long as somebody may be looking at it. */
interface RowWatch {
  readonly row: Row;
  readonly onDidChange: Event<void>;
}

const watchRow = ({ holder }: CommandContext, toast: Toast): RowWatch & Disposable => {
  const changed = new Emitter<void>();
  let { row } = toast;
  const listening = holder.onEvent((event) => {
    if (event.type !== 'row' || event.row.id !== row.id) return;
    row = event.row;
    changed.fire();
  });
  return {
    get row() {
      return row;
    },
    onDidChange: changed.event,
    dispose: () => {
      listening.dispose();
      changed.dispose();
    },
  };
};

const entryOf = (row: Row): EntryId => asHex(row.id);
