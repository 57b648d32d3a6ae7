import { codeRanges } from '../../common/text/index.ts';
import { viewLimits } from '../../common/protocol/view/index.ts';

/** A word that is being written and can be completed: from its sign up to the caret. */
export interface Trigger {
  readonly kind: 'member' | 'emoji' | 'command';
  /** Place of `@`, `:` or `/`. */
  readonly start: number;
  /** What stands between the sign and the caret. */
  readonly query: string;
}

const member = /(?<![\p{L}\p{N}\p{M}_@.\\])@([^\n@]*)$/u;
const emoji = /(?<![\p{L}\p{N}\p{M}_:/\\]):([\p{L}\p{N}\p{M}_+-]{2,})$/u;
const command = /^\/([\p{L}\p{M}_]*)$/u;
const shortcode = /(?<![\p{L}\p{N}\p{M}_:/\\]):([a-z\d_+-]+):$/u;
/** No name and no shortcode is longer, UTF-16 units. */
const longest = 2 * viewLimits.name + 1;

/** What the text before the caret begins. Nothing in code; a command only where the whole text is one. */
export const triggerAt = (text: string, caret: number): Trigger | undefined => {
  const whole = command.exec(text.slice(0, Math.min(caret, longest)));
  if (whole !== null && caret <= longest) return { kind: 'command', start: 0, query: whole[1] ?? '' };
  const before = text.slice(Math.max(0, caret - longest), caret);
  const found = matched('emoji', emoji, before, caret) ?? matched('member', member, before, caret);
  return found === undefined || isCode(text, found.start) ? undefined : found;
};

const matched = (kind: Trigger['kind'], pattern: RegExp, before: string, caret: number): Trigger | undefined => {
  const query = pattern.exec(before)?.[1];
  return query === undefined ? undefined : { kind, start: caret - query.length - 1, query };
};

/** The shortcode that has just been closed with its second colon, and where it begins. */
export const closedShortcode = (text: string, caret: number): { name: string; start: number } | undefined => {
  const name = shortcode.exec(text.slice(Math.max(0, caret - longest), caret))?.[1];
  if (name === undefined) return undefined;
  const start = caret - name.length - 2;
  return isCode(text, start) ? undefined : { name, start };
};

/** Also while a code span is still open: whoever has typed its first backtick is about to type the second. */
const isCode = (text: string, at: number): boolean =>
  [text, ...['`', '``'].map((mark) => `${text.slice(0, at)}.${mark}`)].some((each) =>
    codeRanges(each).some(({ start, end }) => at >= start && at < end),
  );
