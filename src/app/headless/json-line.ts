/** Ends of lines in Unicode that JSON leaves as they are, and for which some readers cut (Python's `splitlines`). */
const endings = /[\u0085\u2028\u2029]/g;

/** One JSON object on one line, for every reader's idea of a line. */
export const jsonLine = (line: object): string =>
  JSON.stringify(line).replaceAll(endings, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`);
