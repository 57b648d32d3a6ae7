import { charactersOf } from '../../common/text/index.ts';

/** Characters of an address that are drawn of its beginning and its end, where the page is wide; and where it is narrow. */
const wide = { before: 44, after: 16 };
const narrow = { before: 22, after: 8 };
/** Shorter ones are drawn whole: to save a few characters is not worth it. */
const longest = 64;

/**
 * A long address that takes one line: its middle is part of the text, and is drawn as an ellipsis until the link has the focus. Where the
 * page is narrow, that middle is larger.
 */
export const longAddress = (text: string, shown: (part: string) => string): string => {
  const all = text.length > longest && !/\s/.test(text) ? charactersOf(text) : [];
  if (all.length <= longest) return shown(text);
  const part = (from: number, to: number): string => shown(all.slice(from, to).join(''));
  const [end, wideEnd, narrowEnd] = [all.length, all.length - wide.after, all.length - narrow.after];
  const middle = `<span class="middle">${part(wide.before, wideEnd)}</span>`;
  const inner = `${part(narrow.before, wide.before)}${middle}${part(wideEnd, narrowEnd)}`;
  return `${part(0, narrow.before)}<span class="middle is-narrow">${inner}</span>${part(narrowEnd, end)}`;
};
