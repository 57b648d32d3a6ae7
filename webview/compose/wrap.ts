/** A text and what is selected of it, in UTF-16 units; nothing where start and end are the same. */
export interface Selection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What takes the place of a part of the text, and what is selected then. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
  readonly select: readonly [start: number, end: number];
}

/** Puts marks around what is selected, or takes them away where they are already; space at its ends stays outside. */
export const wrap = (selection: Selection, open: string, close = open): Change => {
  const { text, start, end } = trimmed(selection);
  const inner = text.slice(start, end);
  const isInside = inner.length >= open.length + close.length && inner.startsWith(open) && inner.endsWith(close);
  if (isInside) {
    const bare = inner.slice(open.length, inner.length - close.length);
    return { start, end, insert: bare, select: [start, start + bare.length] };
  }
  const [from, to] = [start - open.length, end + close.length];
  if (from >= 0 && text.slice(from, start) === open && text.slice(end, to) === close)
    return { start: from, end: to, insert: inner, select: [from, from + inner.length] };
  const at = start + open.length;
  return { start, end, insert: open + inner + close, select: [at, at + inner.length] };
};

/** The same as code: over several lines a block, else a span whose marks are not in it. */
export const wrapCode = (selection: Selection): Change => {
  const { text, start, end } = selection;
  const inner = text.slice(start, end);
  if (inner.includes('\n')) return wrapBlock(selection);
  const longest = longestRun(inner);
  if (longest === 0 || /^`[^`]+`$/.test(inner)) return wrap(selection, '`');
  const mark = '`'.repeat(longest + 1);
  const isTight = inner.startsWith('`') || inner.endsWith('`');
  return wrap(selection, isTight ? `${mark} ` : mark, isTight ? ` ${mark}` : mark);
};

const fenced = /^(`{3,})[^\n`]*\n([^]*)\n\1$/;

/** As a block of code on lines of its own, with its language; or no longer as one. */
export const wrapBlock = ({ text, start, end }: Selection, language = ''): Change => {
  const inner = text.slice(start, end);
  const bare = fenced.exec(inner)?.[2];
  if (bare !== undefined) return { start, end, insert: bare, select: [start, start + bare.length] };
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : '';
  const after = end < text.length && text[end] !== '\n' ? '\n' : '';
  const opening = `${before}${fenceOf(inner)}${language}\n`;
  const at = start + opening.length;
  const content = inner.replace(/\n$/, '');
  return {
    start,
    end,
    insert: `${opening}${content}\n${fenceOf(inner)}${after}`,
    select: [at, at + content.length],
  };
};

/** A fence that nothing in this code closes. */
export const fenceOf = (code: string): string => '`'.repeat(Math.max(3, longestRun(code) + 1));

const longestRun = (text: string): number => Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));

/** What closes what is typed around a selection. */
const closing: Readonly<Record<string, string>> = {
  '`': '`',
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '«': '»',
  '*': '*',
  _: '_',
  '~': '~',
  '(': ')',
  '[': ']',
  '{': '}',
};

/** A quote, bracket or mark is typed while something is selected: it goes around it. Undefined if it is none of these. */
export const surround = ({ text, start, end }: Selection, typed: string): Change | undefined => {
  const close = Object.hasOwn(closing, typed) ? closing[typed] : undefined;
  if (close === undefined || start === end) return undefined;
  const inner = text.slice(start, end);
  return { start, end, insert: typed + inner + close, select: [start + 1, start + 1 + inner.length] };
};

const trimmed = ({ text, start, end }: Selection): Selection => {
  const inner = text.slice(start, end);
  if (inner.trim() === '') return { text, start, end };
  return {
    text,
    start: start + (inner.length - inner.trimStart().length),
    end: end - (inner.length - inner.trimEnd().length),
  };
};
