import { wholeBeginning } from '../../common/text/index.ts';

/**
 * What one message may cost to draw; `bench/markdown.mjs` measures the worst. What may be in it at all, so as not to be shown as
 * plain text, stands with the rules of reading it (`markdownLimits`).
 */
export const markupLimits = {
  /** Bytes of UTF-8 drawn at first; the rest on demand. */
  shown: 8 * 1024,
  /** Lines drawn at first. */
  shownLines: 400,
  /** Code up to here is colored, characters. */
  colored: 3 * 1024,
  /** Code with a longer line is generated or hostile, and not worth colors, characters. */
  coloredLine: 1000,
  /** Parts of different color in one block of code; with more it has none. */
  coloredParts: 600,
  /** Lines after which code is folded, and how many are then shown. */
  foldAbove: 20,
  foldTo: 12,
  /** Drawn messages kept for rows that come back. */
  cached: 300,
  /** Milliseconds for which messages are drawn in one go; the others are plain text until their turn has come. */
  turn: 12,
} as const;

/** Words and marks of which Markdown makes nothing but themselves, as in most messages: those cost no parser. */
export const isPlain = (source: string): boolean =>
  source.length <= 300 && words.test(source) && !/www\.|:\/\//i.test(source);
const words = /^\p{Script=Latin}[\p{Script=Latin}0-9 .,:;!?'"()/%+=-]*(?<! )$/u;

const encoder = new TextEncoder();

/** The part of a text that is drawn at first: whole lines, or whole words if there is only one. The same text if it is short. */
export const firstPart = (source: string): string => {
  const { read } = encoder.encodeInto(source, new Uint8Array(markupLimits.shown));
  const lines = firstLines(source, markupLimits.shownLines);
  if (read >= lines.length) return lines;
  const part = source.slice(0, read);
  const cut = Math.max(part.lastIndexOf('\n'), 0) || Math.max(part.lastIndexOf(' '), 0);
  return cut > 0 ? part.slice(0, cut) : wholeBeginning(source, read);
};

const firstLines = (text: string, most: number): string => {
  let end = -1;
  for (let line = 0; line < most; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
};
