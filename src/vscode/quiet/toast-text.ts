import { t } from '../text.ts';
import type { Toast } from './toasts.ts';

/** Characters of a message in a toast. */
const longest = 140;
/** Enough of a long message to cut from. */
const read = 2000;

/** Format characters, such as those that turn the direction of writing; but a joiner between two pictures makes one of them. */
const invisible =
  /(?!(?<=\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?)\u{200d}\p{Extended_Pictographic})\p{Cf}/gu;

/** What a toast says. Names and texts are of strangers: one line, nothing invisible, nothing that the editor would take for a link. */
export const toastText = ({ conversation, count, row }: Toast, showPreview: boolean): string => {
  const name = harmless(row.author.username);
  const room = harmless(conversation.name);
  const direct = conversation.kind === 'direct';
  if (count > 1)
    return noLinks(direct ? t('{0} new messages from {1}', count, name) : t('{0} new messages in #{1}', count, room));
  const text = showPreview ? harmless(row.content ?? '') : '';
  if (text === '')
    return noLinks(direct ? t('New message from {0}', name) : t('New message from {0} in #{1}', name, room));
  return noLinks(direct ? t('{0}: {1}', name, text) : t('{0} in #{1}: {2}', name, room, text));
};

export const mutedText = (name: string): string => noLinks(t('No more notifications from {0}.', harmless(name)));

/** One line of letters that can be seen, cut at a whole one. */
const harmless = (text: string): string => {
  const line = text
    .slice(0, read)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\p{Co}\p{Cs}\u{34f}\u{115f}\u{1160}\u{3164}\u{ffa0}]/gu, '')
    .replaceAll(invisible, '')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
  const letters = Array.from(line);
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line;
};

/** The editor makes links, also ones that run commands, of `[text](address)` in a notification. */
const noLinks = (text: string): string => text.replaceAll('](', '] (');
