/**
 * What one message may cost. The parser is quadratic on some inputs and recursive on others, so what is too much of anything
 * is shown as plain text instead; `bench/markdown.mjs` measures the worst that passes.
 */
export const markupLimits = {
  /** Bytes of UTF-8 drawn at first; the rest on demand. */
  shown: 8 * 1024,
  /** Lines drawn at first. */
  shownLines: 400,
  /** Marks of quotes and lists before the text of one line. */
  depth: 5,
  /** Columns a list may be indented. */
  indent: 24,
  /** Characters that may open or close something, each kind for itself. */
  marks: 600,
  /** Lines, counted where something has to be made of each. */
  lines: 600,
  /** Spaces in a row. */
  spaces: 400,
  /** What may become a link. */
  links: 200,
  /** Lines that begin or end a block of code. */
  fences: 80,
  /** Cells of tables. */
  cells: 800,
  /** Code up to here is coloured, characters. */
  coloured: 3 * 1024,
  /** Code with a longer line is generated or hostile, and not worth colours, characters. */
  colouredLine: 1000,
  /** Parts of different colour in one block of code; with more it has none. */
  colouredParts: 600,
  /** Lines after which code is folded, and how many are then shown. */
  foldAbove: 20,
  foldTo: 12,
  /** Drawn messages kept for rows that come back. */
  cached: 300,
  /** Milliseconds for which messages are drawn in one go; the others are plain text until their turn has come. */
  turn: 12,
} as const;

/** Whether the text can be parsed as Markdown at a price that is bounded. Linear in its length. */
export const isModest = (source: string): boolean => {
  const { depth, indent, marks, lines, links, fences, cells, spaces } = markupLimits;
  return (
    isShallow(source, depth, indent) &&
    [/\[/g, /\]/g, /[*_]/g, /~/g, /`+/g, /</g, /&/g, /\\/g].every((mark) => count(source, mark) <= marks) &&
    count(source, /\n/g) <= lines &&
    !source.includes(' '.repeat(spaces + 1)) &&
    count(source, /^[ \t]*(?:```|~~~)/gm) <= fences &&
    count(source, /:\/\/|www\.|@/gi) <= links &&
    count(source, /\|/g) <= cells
  );
};

/** Words and marks of which Markdown makes nothing but themselves, as in most messages: those cost no parser. */
export const isPlain = (source: string): boolean =>
  source.length <= 300 && words.test(source) && !/www\.|:\/\//i.test(source);
const words = /^\p{Script=Latin}[\p{Script=Latin}0-9 .,:;!?'"()/%+=-]*(?<! )$/u;

const count = (text: string, what: RegExp): number => {
  let found = 0;
  for (const _ of text.matchAll(what)) found++;
  return found;
};

const isShallow = (source: string, depth: number, indent: number): boolean =>
  source.split('\n').every((line) => {
    const opening = /^(?:[ \t>]|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*/.exec(line)?.[0] ?? '';
    const found = count(opening, />|[-+*]|\d+[.)]/g);
    return found === 0 || (found <= depth && opening.search(/[^ \t]/) <= indent);
  });

const encoder = new TextEncoder();

/** The part of a text that is drawn at first: whole lines, or whole words if there is only one. The same text if it is short. */
export const firstPart = (source: string): string => {
  const { read } = encoder.encodeInto(source, new Uint8Array(markupLimits.shown));
  const lines = firstLines(source, markupLimits.shownLines);
  if (read >= lines.length) return lines;
  const part = source.slice(0, read);
  const cut = Math.max(part.lastIndexOf('\n'), 0) || Math.max(part.lastIndexOf(' '), 0) || read;
  return part.slice(0, cut);
};

const firstLines = (text: string, most: number): string => {
  let end = -1;
  for (let line = 0; line < most; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
};
