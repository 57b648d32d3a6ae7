/** A stretch of a text, in UTF-16 units; the end is outside. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A fence (CommonMark 0.31.2, 4.5) and what may stand before it: indentation, quotes, list markers (5.1, 5.2). However deep, for a
 * line does not tell in which of them it is. Every alternative begins differently, so that nothing is tried twice.
 */
const opening = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})/;
const closing = /^[ \t>]*(`{3,}|~{3,})[ \t\r]*$/;
const blank = /^[ \t>\r]*$/;

/**
 * Where a Markdown text is code: fences (CommonMark 0.31.2, 4.5) and code spans (6.1), in order. Code by
 * indentation alone (4.4) is not among them. Linear in the length of the text, whatever it is.
 */
export const codeRanges = (text: string): readonly Range[] => {
  const ranges: Range[] = [];
  let fence: { start: number; mark: string } | undefined;
  let proseFrom = 0;
  let at = 0;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    if (fence !== undefined) {
      if (closing.exec(line)?.[1]?.startsWith(fence.mark) === true) {
        ranges.push({ start: fence.start, end });
        fence = undefined;
        proseFrom = end;
      }
    } else {
      const mark = openedBy(line);
      // a code span ends with its paragraph
      if (mark !== undefined || blank.test(line)) {
        ranges.push(...spans(text, proseFrom, at));
        proseFrom = end;
      }
      if (mark !== undefined) fence = { start: at, mark };
    }
    at = end + 1;
  }
  ranges.push(
    ...(fence === undefined ? spans(text, proseFrom, text.length) : [{ start: fence.start, end: text.length }]),
  );
  return ranges;
};

const isInCode = (text: string, at: number): boolean =>
  codeRanges(text).some(({ start, end }) => at >= start && at < end);

/** As `isInCode`, but also in a code span that is still open: whoever has typed its first backtick is about to type the second. */
export const willBeInCode = (text: string, at: number): boolean =>
  [text, ...['`', '``'].map((mark) => `${text.slice(0, at)}.${mark}`)].some((each) => isInCode(each, at));

/** A line, without the space around it, that begins as a fence does: also one in which a code span of three backticks begins. */
export const looksLikeFence = (line: string): boolean => /^(?:`{3}|~{3})/.test(line);

const openedBy = (line: string): string | undefined => {
  const [before = '', mark] = opening.exec(line) ?? [];
  // three backticks with another one behind them on the line are a code span
  return mark?.startsWith('`') === true && line.includes('`', before.length) ? undefined : mark;
};

/** Code spans (6.1): a run of backticks closes with the next run of the same length. */
const spans = (text: string, from: number, to: number): readonly Range[] => {
  const runs = Array.from(text.slice(from, to).matchAll(/`+/g), (run) => ({
    start: from + run.index,
    length: run[0].length,
  }));
  const byLength = new Map<number, number[]>();
  // the nearest run of a length stands last in its list
  for (const [index, { length }] of [...runs.entries()].toReversed()) {
    const same = byLength.get(length);
    if (same === undefined) byLength.set(length, [index]);
    else same.push(index);
  }
  const out: Range[] = [];
  for (let i = 0; i < runs.length; i++) {
    const { start, length } = runs[i] as (typeof runs)[number];
    const escaped = isEscaped(text, start) ? 1 : 0;
    const same = byLength.get(length - escaped) ?? [];
    while ((same.at(-1) ?? Infinity) <= i) same.pop();
    const closer = same.at(-1);
    const close = closer === undefined ? undefined : runs[closer];
    if (closer === undefined || close === undefined) continue;
    out.push({ start: start + escaped, end: close.start + close.length });
    i = closer;
  }
  return out;
};

/** An odd number of backslashes stands right before it (2.4). */
export const isEscaped = (text: string, at: number): boolean => {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
};
