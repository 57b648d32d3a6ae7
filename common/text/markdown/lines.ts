import type { Names } from '../calls.ts';
import type { LineOf } from '../lines.ts';
import type { Range } from '../ranges.ts';
import { Scanner } from './scan.ts';
import type { Block, Inline, Mention } from './tree.ts';

/** A line, or what is left of it inside of quotes and lists, and where it begins in the whole text. */
export type Line = LineOf;

/** The line without what stands before a column of it. */
export const lineFrom = ({ text, from }: Line, at: number): Line => ({ text: text.slice(at), from: from + at });

/** A block, and how many lines it takes. */
export interface Taken {
  readonly blocks: readonly Block[];
  readonly lines: number;
}

/** What is found on the way. */
export interface Finds {
  readonly names: Names | undefined;
  readonly mentions: Mention[];
  readonly quiet: Range[];
}

/** A backslash before what would begin a block. */
const keptBlock =
  /^[ \t]*(?:\\(?:#{1,6}(?=[ \t])|>(?=[ \t>])|[-*+][ \t]|`{3}|~{3}|(?:-[ \t]*){3,}$|(?:_[ \t]*){3}$|\*{3}[ \t]*$)|\d{1,9}\\[.)](?=[ \t]))/;

/** The words of these lines. In a cell of a table a backslash keeps a bar from being its end. */
export const wordsIn = (
  lines: readonly Line[],
  finds: Finds,
  where: 'text' | 'cell' | 'raw' = 'text',
): readonly Inline[] => {
  const text = lines.map((line) => line.text).join('\n');
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.text.length + 1;
  }
  const used = where === 'raw' ? new Set<number>() : usedEscapes(text, starts, where === 'cell');
  const as = where === 'raw' ? 'raw' : 'markup';
  const { children, mentions, quiet } = new Scanner(text, {
    names: finds.names,
    as,
    isUsed: (at) => used.has(at),
  }).scan();
  let line = 0;
  const place = (at: number): number => {
    while ((starts[line + 1] ?? Infinity) <= at) line++;
    while ((starts[line] ?? 0) > at) line--;
    return (lines[line]?.from ?? 0) + at - (starts[line] ?? 0);
  };
  const moved = ({ start: from, end }: Range): Range => ({ start: place(from), end: place(end - 1) + 1 });
  for (const mention of mentions) finds.mentions.push({ ...mention, ...moved(mention) });
  for (const range of quiet) finds.quiet.push(moved(range));
  return children;
};

/**
 * Backslashes without which something would mean something else: those are not drawn. All others are part of a path or a pattern.
 * Found by reading the text without them.
 */
const usedEscapes = (text: string, starts: readonly number[], inCell: boolean): ReadonlySet<number> => {
  const out = new Set<number>();
  if (!text.includes('\\')) return out;
  const { escapes } = new Scanner(text, { names: undefined, as: 'markup', isUsed: () => false }).scan();
  if (escapes.length === 0) return out;
  let bare = '';
  let from = 0;
  for (const at of escapes) {
    bare += text.slice(from, at);
    from = at + 1;
  }
  bare += text.slice(from);
  const { used } = new Scanner(bare, { names: undefined, as: 'bare', isUsed: () => false }).scan();
  for (const [before, at] of escapes.entries())
    if (used.has(at - before) || (inCell && text[at + 1] === '|')) out.add(at);
  for (const start of starts) {
    const end = text.indexOf('\n', start);
    const kept = keptBlock.exec(text.slice(start, end < 0 ? undefined : end))?.[0];
    if (kept !== undefined) out.add(start + kept.indexOf('\\'));
  }
  return out;
};
