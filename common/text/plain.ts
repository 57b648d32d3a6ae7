import { wholeBeginning } from './whole-beginning.ts';

/** UTF-16 units that are read: more than any line in which it is shown. */
const read = 4000;

/** What begins a block of code, with its language or without; what ends one. Anything else after the marks is somebody's words. */
const opening = /^(?:[ \t>]|[-*+][ \t])*(?:`{3,}|~{3,})[ \t]*[\w+#.-]{0,32}[ \t]*$/;
const closing = /^(?:[ \t>]|[-*+][ \t])*(?:`{3,}|~{3,})[ \t]*$/;
/** Quotes, lists and headings before a line that says something; numbers of lists are words. */
const blockMarks = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|#{1,6}(?=[ \t])|\[[ xX]\](?=[ \t])))+[ \t]*(?=\S)/;
const rule = /^[ \t]*(?:[-*_][ \t]*){3,}$/;
const codeSpan = /(?<![\\`])(`{1,3})(?!`)([^\n]*?[^`\n])\1(?!`)/g;
const image = /!?\[([^\][\n]*)\]\((?:https?:\/\/|mailto:|www\.)[^\s()]*(?:[ \t]+"[^"\n]*")?\)/gi;
const address = /<((?:https?:\/\/|mailto:)[^\s<>]*)>/gi;
const word = String.raw`\p{L}\p{N}_`;
const pairs: readonly RegExp[] = [
  /(\*\*|~~)(?=\S)([^\n]*?\S)\1/g,
  new RegExp(String.raw`(?<![${word}])(__)(?=\S)([^\n]*?\S)\1(?!\.?[${word}])`, 'gu'),
  new RegExp(String.raw`(?<![${word}*\\])(\*)(?=[^\s*])([^*\n]*[^\s*\\])\1(?![${word}*])`, 'gu'),
  new RegExp(String.raw`(?<![${word}\\])(_)(?=[^\s_])([^_\n]*[^\s_\\])\1(?![${word}])`, 'gu'),
];
const escaped = /\\([!-/:-@[-`{-~])/g;

/**
 * A message without the marks of Markdown that do something, for one line of it elsewhere: above the composer, in quotes and
 * notifications. Code stays as it is. A line that is nothing but marks is kept, so that something can be read.
 */
export const plainOf = (content: string): string => {
  let inFence = false;
  const beginning = wholeBeginning(content, read);
  const lines = beginning.split('\n').flatMap((line, at, { length }) => {
    // with nothing below it, it begins no code
    if (inFence ? closing.test(line) : opening.test(line) && at < length - 1) {
      inFence = !inFence;
      return [];
    }
    return [inFence || rule.test(line) ? line : plainLine(line.replace(blockMarks, ''))];
  });
  return lines.every((line) => line.trim() === '') ? beginning : lines.join('\n');
};

const plainLine = (line: string): string => {
  let out = '';
  let from = 0;
  for (const { 0: all, 2: code = '', index } of line.matchAll(codeSpan)) {
    out += withoutMarks(line.slice(from, index)) + code.trim();
    from = index + all.length;
  }
  return out + withoutMarks(line.slice(from));
};

const withoutMarks = (text: string): string => {
  const bare = text.replaceAll(image, '$1').replaceAll(address, '$1');
  return pairs.reduce((left, pair) => left.replaceAll(pair, '$2'), bare).replaceAll(escaped, '$1');
};
