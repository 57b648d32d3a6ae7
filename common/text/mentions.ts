import { codeRanges, isEscaped, type Range } from './code-ranges.ts';
import { foldCharacter } from './fold.ts';
import { limits } from '../model/index.ts';
import { wordCharacters } from './words.ts';

/** A person called in a text: `@` and the name, in UTF-16 units. */
export interface Mention extends Range {
  /** As it was given, however it is written in the text. */
  readonly username: string;
}

interface Node {
  readonly next: Map<string, Node>;
  username?: string;
}

const wordCharacter = new RegExp(`[${wordCharacters}]`, 'u');
/** What makes one character with the one before it. */
const joined = /[\p{M}\p{Emoji_Modifier}\u200d]/u;
/** Joins words to one name, if a word follows. */
const hyphen = /[-.@]/;

/**
 * Who of `usernames` is called by `@name`, in the order of the text. The `@` stands at the start or after something that is no part of
 * a word; the longest name wins and must not go on; case and the way an accent is written do not matter. Nothing in code, in the
 * address of a link or behind a backslash. Linear in the length of the text, whatever it is.
 */
export const findMentions = (text: string, usernames: Iterable<string>): readonly Mention[] => {
  let at = text.indexOf('@');
  if (at < 0) return [];
  const names = tree(usernames);
  const quiet = quietRanges(text);
  const out: Mention[] = [];
  let next = 0;
  for (; at >= 0; at = text.indexOf('@', at)) {
    while ((quiet[next]?.end ?? Infinity) <= at) next++;
    const { start, end } = quiet[next] ?? { start: text.length, end: text.length };
    if (at >= start) {
      at = end;
      continue;
    }
    const found = begins(text, at) ? longest(names, text, at + 1, start) : undefined;
    if (found !== undefined) out.push({ start: at, ...found });
    at = found?.end ?? at + 1;
  }
  return out;
};

const begun = new RegExp(String.raw`(?<![${wordCharacters}@.\\])@([^\n@]*)$`, 'u');

/**
 * What was typed of a name at the end of a text, without its `@`. Stricter than `findMentions`, so that no names are offered in the
 * middle of an address: not after a full stop, another `@` or any backslash.
 */
export const mentionBegun = (before: string): string | undefined => begun.exec(before)?.[1];

/** Code and addresses, in order; some may overlap. */
const quietRanges = (text: string): readonly Range[] => {
  const addresses = Array.from(text.matchAll(/:\/\/\S*/g), ({ 0: address, index }) => ({
    start: index,
    end: index + address.length,
  }));
  return [...codeRanges(text), ...addresses].sort((a, b) => a.start - b.start);
};

/** For what is written already; while it is being written `mentionBegun` is stricter. */
const begins = (text: string, at: number): boolean => !wordCharacter.test(before(text, at)) && !isEscaped(text, at);

/** The longest name that is written from `from` on and ends by `to`. */
const longest = (
  names: Node,
  text: string,
  from: number,
  to: number,
): { end: number; username: string } | undefined => {
  let found: { end: number; username: string } | undefined;
  let node: Node | undefined = names;
  for (let at = from; at < to;) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    node = step(node, character);
    if (node === undefined) break;
    at += character.length;
    if (node.username !== undefined && at <= to && ends(text, at)) found = { end: at, username: node.username };
  }
  return found;
};

/** A name may end here: what follows does not carry it on. */
const ends = (text: string, at: number): boolean => {
  const after = String.fromCodePoint(text.codePointAt(at) ?? 0x20);
  if (joined.test(after)) return false;
  if (hyphen.test(after)) return !wordCharacter.test(String.fromCodePoint(text.codePointAt(at + 1) ?? 0x20));
  return !(wordCharacter.test(after) && wordCharacter.test(before(text, at)));
};

/** The whole character before a place. */
const before = (text: string, at: number): string => {
  const last = text.slice(Math.max(0, at - 2), at);
  return (last.codePointAt(0) ?? 0) > 0xffff ? last : last.slice(-1);
};

const tree = (usernames: Iterable<string>): Node => {
  const root: Node = { next: new Map() };
  for (const username of usernames) {
    const characters = Array.from(username);
    if (characters.length > limits.name) continue;
    let node = root;
    for (const part of characters.flatMap((character) => Array.from(foldCharacter(character)))) {
      const next: Node = node.next.get(part) ?? { next: new Map() };
      node.next.set(part, next);
      node = next;
    }
    if (node !== root) node.username ??= username;
  }
  return root;
};

const step = (from: Node, character: string): Node | undefined => {
  let node: Node | undefined = from;
  for (const part of foldCharacter(character)) node = node?.next.get(part);
  return node;
};
