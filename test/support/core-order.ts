import * as path from 'node:path';

/** `src/chat/core` from below to above: each level may import the levels before it and its own folder. */
const order: readonly (readonly string[])[] = [
  ['ports.ts'],
  ['replication'],
  ['tracker', 'own-devices'],
  ['membership'],
  ['timeline'],
  ['overview.ts', 'components.ts', 'wiring.ts', 'chat-core.ts'],
];
const top = order.length - 1;

export interface Import {
  /** Both relative to `src/chat/core`. */
  readonly from: string;
  readonly to: string;
}

/** Every way to name another file: import, import type, export … from, import for its effect, import(). */
const specifier = /\bfrom\s*(['"])(\.[^'"]*)\1|\bimport\s*\(?\s*(['"])(\.[^'"]*)\3/g;

/** What a file of the core imports of the core; comments must not talk about imports in their syntax. */
export const importsOf = (from: string, text: string): Import[] =>
  [...text.matchAll(specifier)]
    .map(([, , named, , bare]) => path.posix.normalize(path.posix.join(path.posix.dirname(from), named ?? bare ?? '')))
    .filter((to) => !to.startsWith('..'))
    .map((to) => ({ from, to }));

const placeOf = (file: string): string => file.split('/', 1)[0] ?? '';

/** Throws for a file whose place in the order nobody has decided. */
const levelOf = (file: string): number => {
  const level = order.findIndex((places) => places.includes(placeOf(file)));
  if (level < 0) throw new Error(`${file} has no place in the order of src/chat/core`);
  return level;
};

/** Whether it goes to a level above, or to another folder of the same level; the files on top are one level. */
export const runsUp = ({ from, to }: Import): boolean => {
  const [own, other] = [levelOf(from), levelOf(to)];
  return own === other ? own !== top && placeOf(from) !== placeOf(to) : other > own;
};
