import { atSigns, mayCall, namesOf } from './calls.ts';
import { readMarkdown, type Mention } from './markdown/index.ts';

/**
 * Who of `usernames` is called by `@name`, in the order of the text: those whose call is drawn as one, and no other. Nothing in code, in
 * an address or the words of a link, or behind a backslash. Linear in the length of the text, whatever it is.
 */
export const findMentions = (text: string, usernames: Iterable<string>): readonly Mention[] =>
  hasAt.test(text) ? readMarkdown(text, namesOf(usernames)).mentions : [];

const hasAt = new RegExp(`[${atSigns}]`);
const begun = new RegExp(`[${atSigns}]([^\\n${atSigns}]*)$`);

/** What was typed of a name at the end of a text, without its at sign, if it may call somebody there. */
export const mentionBegun = (before: string): string | undefined => {
  const found = begun.exec(before);
  return found !== null && before[found.index - 1] !== '\\' && mayCall(before, found.index) ? found[1] : undefined;
};

/** Whether a place is in code or in an address, also in a code span that is still open: whoever has typed its first backtick is about to type the second. */
export const willBeQuiet = (text: string, at: number): boolean =>
  [text, ...['`', '``'].map((mark) => `${text.slice(0, at)}.${mark}`)].some((each) =>
    readMarkdown(each).quiet.some(({ start, end }) => at >= start && at < end),
  );
