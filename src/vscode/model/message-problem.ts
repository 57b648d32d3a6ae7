import { isBlank, readSlash } from '../../../common/text/index.ts';
import { t } from '../text.ts';
import type { Check } from './inputs.ts';

/** Why a text cannot be sent from a box of the editor, if so: what looks like a command may be meant for one person alone. */
export const messageProblem: Check = (text) => {
  if (isBlank(text)) return t('Type a message.');
  return readSlash(text).kind === 'text'
    ? undefined
    : t('Commands work in the message box only. To send this as text, start with //.');
};
