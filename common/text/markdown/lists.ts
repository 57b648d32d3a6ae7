import { lineFrom, type Finds, type Line, type Taken } from './lines.ts';
import { indentOf, isBlankLine, markerOf, type Marker } from './signs.ts';
import type { Block, Item } from './tree.ts';

type BlocksIn = (lines: readonly Line[], finds: Finds) => readonly Block[];

interface Lines {
  readonly marker: Marker;
  readonly lines: readonly Line[];
  /** Whether there is an empty line in it, or after it before the next one. */
  readonly gap: boolean;
}

/** Items with the same mark, and in each what is indented below it. An item shows something: a mark alone is text. */
export const listIn = (lines: readonly Line[], at: number, finds: Finds, blocksIn: BlocksIn): Taken | undefined => {
  const first = markerOf(lines[at]?.text ?? '');
  if (first === undefined) return undefined;
  const items: Lines[] = [];
  let next = at;
  for (;;) {
    const marker = markerOf(lines[next]?.text ?? '');
    if (marker?.mark !== first.mark || marker.indent > first.indent + 1) break;
    const item = itemAt(lines, next, marker);
    items.push(item);
    const end = next + item.lines.length;
    next = end;
    while (next < lines.length && isBlankLine(lines[next]?.text ?? '')) next++;
    const isLast = markerOf(lines[next]?.text ?? '')?.mark !== first.mark;
    items[items.length - 1] = { ...item, gap: item.gap || (next > end && !isLast) };
    if (isLast) {
      next = end;
      break;
    }
  }
  const numbers = items.map(({ marker }) => marker.number);
  const { number: start } = first;
  const list: Block = {
    kind: 'list',
    mark: first.mark,
    ...(start !== undefined && { start }),
    loose: items.some(({ gap }) => gap),
    items: items.map((item, n) => itemOf(item, numberOf(numbers, n), blocksIn(withoutTask(item.lines), finds))),
  };
  return { blocks: [list], lines: next - at };
};

/** The lines of an item, without their indentation. */
const itemAt = (lines: readonly Line[], at: number, marker: Marker): Lines => {
  const own: Line[] = [lineFrom(lines[at] as Line, marker.at)];
  let gap = false;
  let blanks: Line[] = [];
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] as Line;
    const indent = indentOf(line.text);
    if (isBlankLine(line.text)) blanks.push({ text: '', from: line.from });
    else if (line.text.startsWith('\t') || indent >= marker.indent + 2) {
      if (blanks.length > 0) gap = true;
      own.push(...blanks, lineFrom(line, line.text.startsWith('\t') ? 1 : Math.min(indent, marker.at)));
      blanks = [];
    } else break;
  }
  return { marker, lines: own, gap };
};

/** A list in which every item has the same number is counted; else each has the number that it was given. */
const numberOf = (numbers: readonly (number | undefined)[], n: number): number | undefined => {
  const [own, before, first] = [numbers[n], numbers[n - 1], numbers[0]];
  if (own === undefined || before === undefined || numbers.every((each) => each === first)) return undefined;
  return own === before + 1 ? undefined : own;
};

const task = /^\[([ xX])\][ \t]+(?=\S)/;

const withoutTask = ([first, ...rest]: readonly Line[]): readonly Line[] => {
  if (first === undefined) return rest;
  return [lineFrom(first, task.exec(first.text)?.[0].length ?? 0), ...rest];
};

const itemOf = ({ lines, marker }: Lines, value: number | undefined, blocks: readonly Block[]): Item => {
  const tick = marker.number === undefined ? task.exec(lines[0]?.text ?? '')?.[1] : undefined;
  return { blocks, ...(value !== undefined && { value }), ...(tick !== undefined && { done: tick !== ' ' }) };
};
