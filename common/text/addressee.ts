import { limits } from '../model/index.ts';
import { fold } from './fold.ts';
import { isSameName } from './names.ts';

/** Whom `/msg` is for, and what it says. */
export interface Addressed {
  readonly name: string;
  readonly text: string;
}

/**
 * Parts `Bruno Sato hello` into a name and a text. A name may have spaces: the longest beginning that is one of `usernames` counts, case
 * aside, accents aside only where that leaves no doubt. Of nobody known it is the first word, or what stands in quotes. An `@` before it does not matter,
 * nor a colon or a comma behind it, be they those of a Chinese keyboard.
 */
export const splitAddressee = (argument: string, usernames: readonly string[]): Addressed => {
  const bare = argument.trim().replace(/^[@\uff20]/, '');
  const quoted = /^["“”]([^"“”]+)["“”]([^]*)$/u.exec(bare);
  if (quoted) return { name: known(quoted[1] ?? '', usernames) ?? quoted[1] ?? '', text: rest(quoted[2] ?? '', 0) };
  // a name is no longer, whatever marks its letters are written with
  const ends = Array.from(
    bare.slice(0, 4 * limits.name).matchAll(/(?<=[^\s\p{Cf}])(?=[\s\p{Cf}]|$)|(?=[:,](?:\s|$)|[\uff1a\uff0c\u3001])/gu),
    ({ index }) => index,
  );
  for (const end of ends.toReversed()) {
    const name = known(bare.slice(0, end), usernames);
    if (name !== undefined) return { name, text: rest(bare, end) };
  }
  const end = ends[0] ?? bare.length;
  return { name: bare.slice(0, end), text: rest(bare, end) };
};

const rest = (text: string, from: number): string =>
  text.slice(from).replace(/^\p{Cf}*[:,\uff1a\uff0c\u3001]?[\s\p{Cf}]*/u, '');

const known = (typed: string, usernames: readonly string[]): string | undefined => {
  const same = usernames.find((name) => isSameName(name, typed));
  if (same !== undefined) return same;
  const [like, another] = usernames.filter((name) => fold(name) === fold(typed));
  return another === undefined ? like : undefined;
};
