/** An end of a line, whoever wrote it: of Windows, old Macs, mainframes (NEL) and Unicode's own (Unicode Standard 5.8). */
const ending = /\r\n?|[\n\u0085\u2028\u2029]/g;

/** A line, and where it begins in the whole text. */
export interface LineOf {
  readonly text: string;
  readonly from: number;
}

/** The lines of a text, without their ends. */
export const linesWithPlaces = (text: string): readonly LineOf[] => {
  const lines: LineOf[] = [];
  let from = 0;
  for (const { 0: end, index } of text.matchAll(ending)) {
    lines.push({ text: text.slice(from, index), from });
    from = index + end.length;
  }
  lines.push({ text: text.slice(from), from });
  return lines;
};

export const linesOf = (text: string): readonly string[] => linesWithPlaces(text).map((line) => line.text);

/** A text of a file without the end of its last line, which editors put there. */
export const withoutLastEnd = (text: string): string => text.replace(/(?:\r\n|[\r\n\u0085\u2028\u2029])$/, '');
