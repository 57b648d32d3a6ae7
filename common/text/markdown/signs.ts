/** How the lines of blocks begin. Each pattern wants something to be seen behind the sign: a sign alone is text. */

export interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly info: string;
}
/** A fence begins (CommonMark 4.5): three backticks with another one behind them on the line are a code span. */
export const fenceOf = (line: string): Fence | undefined => {
  const [, indent = '', mark, info = ''] = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (mark === undefined || (mark.startsWith('`') && info.includes('`'))) return undefined;
  return { indent: indent.length, mark, info: info.trim() };
};
export const closesFence = (line: string, { mark }: Fence): boolean =>
  /^ {0,3}(`{3,}|~{3,})[ \t\r]*$/.exec(line)?.[1]?.startsWith(mark) === true;

export const headingOf = (line: string): { readonly at: number } | undefined => {
  const [sign] = /^ {0,3}#{1,6}[ \t]+(?=\S)/.exec(line) ?? [];
  return sign === undefined ? undefined : { at: sign.length };
};

/** Three stars or underscores, or a row of dashes; more stars are something struck out. */
export const isRule = (line: string): boolean =>
  /^ {0,3}(?:(?:-[ \t]*){3,}|\*[ \t]*\*[ \t]*\*[ \t]*|_[ \t]*_[ \t]*_[ \t]*)$/.test(line);

/** Where the text of a line of a quote begins. Comparisons, faces and the prompt of Python (`>=`, `>:(`, `>>>`) are none. */
export const quoteOf = (line: string): { readonly at: number } | undefined => {
  const [sign] = /^ {0,3}>(?:[ \t]|$|(?=>(?!>)(?:[ \t]|$)))/.exec(line) ?? [];
  return sign === undefined ? undefined : { at: sign.length };
};

export interface Marker {
  readonly indent: number;
  /** Column of the text. */
  readonly at: number;
  /** `-`, `*`, `+`, `.` or `)`: items with different ones belong to different lists. */
  readonly mark: string;
  readonly number: number | undefined;
}
/** An item begins. Nothing is counted from 007, and a row of stars is when a program runs. */
export const markerOf = (line: string): Marker | undefined => {
  const [, indent, bullet, digits, end, space] =
    /^([ \t]*)(?:([-*+])|(0|[1-9]\d{0,8})([.)]))([ \t]+)(?=\S)(?![-*+][ \t])/.exec(line) ?? [];
  if (indent === undefined || space === undefined || isRule(line)) return undefined;
  const sign = indent.length + (bullet ?? `${digits}${end}`).length;
  const at = sign + (space.length > 4 ? 1 : space.length);
  return {
    indent: indent.length,
    at,
    mark: bullet ?? end ?? '',
    number: digits === undefined ? undefined : Number(digits),
  };
};

export const isBlankLine = (line: string): boolean => /^[ \t\r]*$/.test(line);
export const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;
