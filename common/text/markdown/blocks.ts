import type { Names } from '../calls.ts';
import { linesWithPlaces } from '../lines.ts';
import { listIn } from './lists.ts';
import { lineFrom, wordsIn, type Finds, type Line, type Taken } from './lines.ts';
import { isModest } from './modest.ts';
import { closesFence, fenceOf, headingOf, isBlankLine, isRule, markerOf, quoteOf, type Fence } from './signs.ts';
import { tableIn } from './tables.ts';
import type { Block, Document } from './tree.ts';

/**
 * A message as it is read, by everybody alike: Markdown (CommonMark, GitHub's tables, tasks and strikethrough) of which nothing vanishes.
 * What is drawn is every character, but marks that did something: no HTML, no entities, no definitions, no underlined headings,
 * no code by indentation alone; lines end where they end, a quote and a list too. `names` = who may be called.
 */
export const readMarkdown = (source: string, names?: Names): Document => {
  const finds: Finds = { names, mentions: [], quiet: [] };
  const lines = linesWithPlaces(source);
  const blocks: readonly Block[] = isModest(source)
    ? blocksIn(lines, finds)
    : [{ kind: 'paragraph', children: wordsIn(lines, finds, 'raw') }];
  const { mentions, quiet } = finds;
  return { blocks, mentions, quiet: quiet.toSorted((a, b) => a.start - b.start) };
};

const blocksIn = (lines: readonly Line[], finds: Finds): readonly Block[] => {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    if (isBlankLine(lines[at]?.text ?? '')) {
      at++;
      continue;
    }
    const taken = blockAt(lines, at, finds);
    blocks.push(...taken.blocks);
    at += taken.lines;
  }
  return blocks;
};

const blockAt = (lines: readonly Line[], at: number, finds: Finds): Taken => {
  const { text } = lines[at] as Line;
  const heading = headingOf(text);
  if (heading !== undefined)
    return {
      blocks: [{ kind: 'heading', children: wordsIn([lineFrom(lines[at] as Line, heading.at)], finds) }],
      lines: 1,
    };
  if (isRule(text)) return { blocks: [{ kind: 'rule' }], lines: 1 };
  return (
    fenceIn(lines, at, finds) ??
    quoteIn(lines, at, finds) ??
    listIn(lines, at, finds, blocksIn) ??
    tableIn(lines, at, finds) ??
    paragraphIn(lines, at, finds)
  );
};

/** Text, up to an empty line or what cannot be part of it. The first line is, whatever it is. */
const paragraphIn = (lines: readonly Line[], at: number, finds: Finds): Taken => {
  let end = at + 1;
  while (end < lines.length && !interrupts(lines, end)) end++;
  return { blocks: [{ kind: 'paragraph', children: wordsIn(lines.slice(at, end), finds) }], lines: end - at };
};

const interrupts = (lines: readonly Line[], at: number): boolean => {
  const text = lines[at]?.text ?? '';
  if (isBlankLine(text) || headingOf(text) !== undefined || isRule(text)) return true;
  const marker = markerOf(text);
  if (marker !== undefined && marker.indent < 4 && (marker.number === undefined || marker.number === 1)) return true;
  if (fenceOf(text) !== undefined) return true;
  return quoteOf(text) !== undefined && quotedLines(lines, at).some((line) => !isBlankLine(line.text));
};

const quotedLines = (lines: readonly Line[], at: number): readonly Line[] => {
  const quoted: Line[] = [];
  for (let next = at; next < lines.length; next++) {
    const line = lines[next] as Line;
    const sign = quoteOf(line.text);
    if (sign === undefined) break;
    quoted.push(lineFrom(line, sign.at));
  }
  return quoted;
};

/** Lines behind `>`, if there is anything in them to be seen. */
const quoteIn = (lines: readonly Line[], at: number, finds: Finds): Taken | undefined => {
  const quoted = quotedLines(lines, at);
  if (quoted.every((line) => isBlankLine(line.text.replaceAll('>', '')))) return undefined;
  return { blocks: [{ kind: 'quote', blocks: blocksIn(quoted, finds) }], lines: quoted.length };
};

interface Fenced {
  readonly fence: Fence;
  readonly code: readonly string[];
  readonly lines: number;
}

/** The code of a fence up to its end, or that of the text. */
const fencedLines = (lines: readonly Line[], at: number): Fenced | undefined => {
  const fence = fenceOf(lines[at]?.text ?? '');
  if (fence === undefined) return undefined;
  const code: string[] = [];
  let next = at + 1;
  for (; next < lines.length && !closesFence(lines[next]?.text ?? '', fence); next++)
    code.push((lines[next]?.text ?? '').replace(new RegExp(`^ {0,${fence.indent}}`), ''));
  return { fence, code, lines: Math.min(next + 1, lines.length) - at };
};

/** What stands behind the opening marks is the first line of the code, unless it can be the name of a language. */
const isCode = (info: string): boolean =>
  info !== '' && !/^[\w+#.-]{1,24}(?:\s+(?:\{.*\}|[\w-]+=.*|[\w.-]+\.\w+))?$/.test(info);

const fenceIn = (lines: readonly Line[], at: number, finds: Finds): Taken | undefined => {
  const found = fencedLines(lines, at);
  if (found === undefined) return undefined;
  const { info } = found.fence;
  // an empty one would show nothing
  if (found.code.every(isBlankLine) && !isCode(info)) {
    const own = lines.slice(at, at + found.lines);
    return { blocks: [{ kind: 'paragraph', children: wordsIn(own, finds) }], lines: found.lines };
  }
  const language = isCode(info) ? '' : (/^\S*/.exec(info)?.[0] ?? '');
  const title = isCode(info) ? '' : info.slice(language.length).trim();
  const last = lines[at + found.lines - 1] as Line;
  finds.quiet.push({ start: (lines[at] as Line).from, end: last.from + last.text.length });
  const text = (isCode(info) ? [info, ...found.code] : found.code).join('\n');
  return { blocks: [{ kind: 'fence', text, language, title }], lines: found.lines };
};
