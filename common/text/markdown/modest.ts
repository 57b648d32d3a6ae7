/** What a message may hold to be read as Markdown; LIMITS.md lists it. */
export const markdownLimits = {
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
} as const;

/** Whether the text can be read and drawn as Markdown at a price that is bounded. Linear in its length. */
export const isModest = (source: string): boolean => {
  const { depth, indent, marks, lines, links, fences, cells, spaces } = markdownLimits;
  return (
    isShallow(source, depth, indent) &&
    [/\[/g, /\]/g, /[*_]/g, /~/g, /`+/g, /</g, /&/g, /\\/g].every((mark) => count(source, mark) <= marks) &&
    count(source, /\n/g) <= lines &&
    !source.includes(' '.repeat(spaces + 1)) &&
    count(source, /^[ \t]*(?:```|~~~)/gm) <= fences &&
    count(source, /:\/\/|www\.|[@\uff20]/gi) <= links &&
    count(source, /\|/g) <= cells
  );
};

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
