import { oneLine, plainOf } from '../../../common/text/index.ts';
import { escapeLinks } from '../model/escape.ts';
import { t } from '../text.ts';
import type { Toast } from './toasts.ts';

/** Characters of a message in a toast. */
const longest = 140;

/** What a toast says. Names and texts are of strangers: one line, nothing invisible, nothing that the editor would take for a link. */
export const toastText = ({ conversation, count, row }: Toast, showPreview: boolean): string => {
  const name = harmless(row.author.username);
  const room = harmless(conversation.name);
  const direct = conversation.kind === 'direct';
  if (count > 1)
    return escapeLinks(
      direct ? t('{0} new messages from {1}', count, name) : t('{0} new messages in #{1}', count, room),
    );
  const text = showPreview ? harmless(plainOf(row.content ?? '')) : '';
  if (text === '')
    return escapeLinks(direct ? t('New message from {0}', name) : t('New message from {0} in #{1}', name, room));
  return escapeLinks(direct ? t('{0}: {1}', name, text) : t('{0} in #{1}: {2}', name, room, text));
};

/** What is answered, as it stands now: it may have been edited or deleted since its toast. */
export const replyPromptText = (toast: Toast, showPreview: boolean): string =>
  toast.count === 1 && toast.row.kind === 'deleted' ? t('Message deleted') : toastText(toast, showPreview);

const harmless = (text: string): string => oneLine(text, longest);
