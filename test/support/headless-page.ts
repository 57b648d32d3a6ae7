import { readFileSync } from 'node:fs';

/** docs/headless.md, read by its tables. */
const page = readFileSync('docs/headless.md', 'utf8');

const section = (title: string): string => page.split('\n## ').find((part) => part.startsWith(`${title}\n`)) ?? '';

/** What stands between backticks. */
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, inside = '']) => inside);

/** The rows of the table in a section, below its head: the first cell's name, and the other cells. */
const rows = (title: string): [name: string, cells: string[]][] => {
  const [, table = ''] = section(title).split(/^[|\- ]+$/m);
  return [...table.matchAll(/^\| `([\w-]+)` *\|(.*)\|$/gm)].map(([, name = '', rest = '']) => [name, rest.split('|')]);
};

const without = (name: string): string => name.replace(/[?:].*$/s, '');

/** Commands by name, with the names of their parameters and the fields of their replies, as the page writes them. */
export const documentedCommands = new Map(
  rows('Commands').map(([name, [params = '', reply = '']]) => [name, { params: quoted(params), reply: quoted(reply) }]),
);
/** Events by name, with their fields as the page writes them. */
export const documentedEvents = new Map(rows('Events').map(([name, [fields = '']]) => [name, quoted(fields)]));
export const documentedCodes = rows('Codes').map(([name]) => name);
/** Commands that reply NOT_YET. */
export const documentedLater = quoted(section('Not in this version').split('\n\n')[1] ?? '').filter(
  (name) => name !== 'NOT_YET',
);

/** `name`, `name?`, without what stands inside: the form that the tables of the program have. */
export const shallow = (field: string): string => (/^\w+\?/.exec(field) ?? [without(field)])[0];

/** `a, b: [{c, d?}]` at its outer commas. */
const split = (text: string): string[] => {
  let depth = 0;
  const parts = [''];
  for (const character of text) {
    if ('[{'.includes(character)) depth++;
    if (']}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
};

type Fields = Readonly<Record<string, unknown>>;

/** What is not as the page has it: fields that are missing or that nobody has heard of, inside of others too. */
export const differences = (fields: readonly string[], said: Fields): string[] => {
  const known = new Map(fields.map((field) => [without(field), field]));
  const foreign = Object.keys(said).filter((name) => !known.has(name));
  const missing = [...known].filter(([name, field]) => !shallow(field).endsWith('?') && said[name] === undefined);
  const inner = [...known].flatMap(([name, field]) => {
    const inside = /\{(.*)\}/s.exec(field)?.[1];
    const value = said[name];
    if (inside === undefined || value === undefined || value === null) return [];
    const all = (Array.isArray(value) ? value : [value]) as Fields[];
    return all.flatMap((one) => differences(split(inside), one).map((what) => `${name}: ${what}`));
  });
  return [
    ...foreign.map((name) => `${name} is not on the page`),
    ...missing.map(([name]) => `${name} is missing`),
    ...inner,
  ];
};
