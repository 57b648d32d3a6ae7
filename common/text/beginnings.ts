import { withoutHidden } from './hidden.ts';
import { linesOf } from './lines.ts';
import { charactersOf, wholeBeginning } from './whole-beginning.ts';

/**
 * What is shown of a text where there is no place for all of it. `firstLine` keeps one line of it, `flatBeginning` and `oneLine` make
 * one of all; `oneLine` alone drops what is not seen and says by `…` that it has cut. `oneLine` counts characters as people do, the
 * others UTF-16 units; all cut between whole characters.
 */

/** UTF-16 units. */
const maxBeginning = 200;
/** UTF-16 units that `oneLine` reads: enough of a long text to cut from. */
const read = 2000;

/** The first line that says something. For what a reply quotes. */
export const firstLine = (content: string): string => {
  const lines = linesOf(content).map((line) => line.trim());
  return wholeBeginning(lines.find((line) => line !== '') ?? '', maxBeginning);
};

/** All lines as one. For what is being answered or edited, above the composer. */
export const flatBeginning = (content: string): string =>
  wholeBeginning(content.replace(/\s+/g, ' ').trim(), maxBeginning).toWellFormed();

/** One line of letters that can be seen, of at most `longest` characters. For texts of strangers in the editor's own places. */
export const oneLine = (text: string, longest: number): string => {
  const line = withoutHidden(wholeBeginning(text, read).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')).trim();
  const letters = charactersOf(line);
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line;
};
