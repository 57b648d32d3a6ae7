import { withoutHidden } from './hidden.ts';
import { linesOf } from './lines.ts';

/**
 * What is shown of a text where there is no place for all of it. `firstLine` keeps one line of it, `flatBeginning` and `oneLine` make
 * one of all; `oneLine` alone drops what is not seen and says by `…` that it has cut. `firstLine` and `oneLine` count characters (code
 * points), the other two UTF-16 units, so that `beginningInUnits` may leave half of an emoji.
 */

/** A line, without the space around it, that begins as a fence does: also one in which a code span of three backticks begins. */
const looksLikeFence = (line: string): boolean => /^(?:`{3}|~{3})/.test(line);

/** Characters of `firstLine`, UTF-16 units of `flatBeginning`. */
const maxBeginning = 200;
/** UTF-16 units that `oneLine` reads: enough of a long text to cut from. */
const read = 2000;

/** The first line that says something, not a fence of code. For what a reply quotes. */
export const firstLine = (content: string): string => {
  const lines = linesOf(content).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !looksLikeFence(line)) ?? lines.find((line) => line !== '') ?? '';
  if (first.length <= maxBeginning) return first;
  // twice as many units as characters at most: what is cut there, before the exact cut, is never half shown
  return Array.from(first.slice(0, 2 * maxBeginning))
    .slice(0, maxBeginning)
    .join('');
};

/** All lines as one, fences of code too. For what is being answered or edited, above the composer. */
export const flatBeginning = (content: string): string =>
  content.replace(/\s+/g, ' ').trim().slice(0, maxBeginning).toWellFormed();

/** One line of letters that can be seen, of at most `longest` characters. For texts of strangers in the editor's own places. */
export const oneLine = (text: string, longest: number): string => {
  const line = withoutHidden(text.slice(0, read).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')).trim();
  const letters = Array.from(line);
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line;
};

/** At most so many UTF-16 units, lines as they are. For what is spoken or unfolded. */
export const beginningInUnits = (text: string, most: number): string => text.slice(0, most);
