import { lineFrom, wordsIn, type Finds, type Line, type Taken } from './lines.ts';
import { isBlankLine } from './signs.ts';
import type { Align } from './tree.ts';

const ruler = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*$/;

/** A line with bars, one that rules it off in as many columns, and all that follow with bars (GFM 4.10). No cell is lost. */
export const tableIn = (lines: readonly Line[], at: number, finds: Finds): Taken | undefined => {
  const [head, below] = [lines[at], lines[at + 1]];
  if (head === undefined || below === undefined || !head.text.includes('|')) return undefined;
  if (!below.text.includes('|') || !ruler.test(below.text)) return undefined;
  const align = cellsOf(below).map(alignOf);
  if (cellsOf(head).length !== align.length) return undefined;
  let end = at + 2;
  while (end < lines.length && lines[end]?.text.includes('|') === true) end++;
  const rows = [head, ...lines.slice(at + 2, end)].map(cellsOf);
  if (rows.flat().every(({ text }) => isBlankLine(text))) return undefined;
  const width = Math.max(...rows.map((row) => row.length));
  const drawn = rows.map((row) =>
    Array.from({ length: width }, (_, n) => (row[n] === undefined ? [] : wordsIn([row[n]], finds, 'cell'))),
  );
  return { blocks: [{ kind: 'table', align, rows: drawn }], lines: end - at };
};

const alignOf = ({ text }: Line): Align => {
  const [left, right] = [text.startsWith(':'), text.endsWith(':')];
  return left && right ? 'center' : right ? 'right' : left ? 'left' : undefined;
};

/** What stands between bars that no backslash keeps, without the space around it. */
const cellsOf = (line: Line): readonly Line[] => {
  const { text } = line;
  const bars = Array.from(text.matchAll(/\\[\s\S]|\|/g)).flatMap(({ 0: bar, index }) => (bar === '|' ? [index] : []));
  const from = isBlankLine(text.slice(0, bars[0] ?? 0)) && bars.length > 0 ? (bars.shift() ?? 0) + 1 : 0;
  const to =
    isBlankLine(text.slice((bars.at(-1) ?? -2) + 1)) && bars.length > 0 ? (bars.pop() ?? text.length) : text.length;
  let start = from;
  return [...bars, to].map((end) => {
    const cell = text.slice(start, end);
    const inner = lineFrom(line, start + (cell.length - cell.trimStart().length));
    start = end + 1;
    return { ...inner, text: cell.trim() };
  });
};
