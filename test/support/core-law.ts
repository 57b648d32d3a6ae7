/** What lint cannot say about a core: it runs to completion, so nothing in it is asynchronous (simulation.md, What a core may do). */
const forbidden = [/\basync\b/, /\bawait\b/, /\bPromise\b/, /\bfor\s+await\b/];

/** Comments and the contents of strings are not code. */
export const codeOf = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");

/** The forbidden words in the code of a core file. */
export const asyncIn = (text: string): string[] => {
  const code = codeOf(text);
  return forbidden.flatMap((word) => word.exec(code)?.[0] ?? []);
};
