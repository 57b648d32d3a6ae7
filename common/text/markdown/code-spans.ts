/** Where the code of a run of backticks ends. */
export interface CodeSpan {
  readonly end: number;
  /** What is code, without the one space that keeps backticks apart from the marks. */
  readonly text: string;
}

/**
 * Code spans (CommonMark 0.31.2, 6.1): a run of backticks closes with the next run of the same length. Blank ones are none, since they
 * would show nothing. Made once for a text, of which places are asked in order; linear in its length.
 */
export const codeSpansOf = (text: string): ((at: number) => CodeSpan | undefined) => {
  let byLength: Map<number, number[]> | undefined;
  return (at) => {
    byLength ??= runsByLength(text);
    const { length } = runAt(text, at);
    const same = byLength.get(length) ?? [];
    while ((same.at(-1) ?? Infinity) < at + length) same.pop();
    const closer = same.at(-1);
    if (closer === undefined) return undefined;
    const code = text.slice(at + length, closer);
    if (code.trim() === '') return undefined;
    return { end: closer + length, text: /^ .* $/s.test(code) ? code.slice(1, -1) : code };
  };
};

/** The run of this character that begins here. */
export const runAt = (text: string, at: number): string => {
  let end = at + 1;
  while (end < text.length && text[end] === text[at]) end++;
  return text.slice(at, end);
};

/** Where the runs of each length begin; the first one stands last in its list. */
const runsByLength = (text: string): Map<number, number[]> => {
  const all = new Map<number, number[]>();
  for (const { 0: run, index } of [...text.matchAll(/`+/g)].toReversed()) {
    const same = all.get(run.length);
    if (same === undefined) all.set(run.length, [index]);
    else same.push(index);
  }
  return all;
};
