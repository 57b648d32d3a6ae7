import { foldCharacter } from './fold.ts';
import { limits } from '../model/index.ts';
import { characterAt, characterBefore, isSpaceless, isWordCharacter } from './words.ts';

/** The names that may be called, letter by letter. */
export interface Names {
  readonly next: Map<string, Names>;
  username?: string;
}

/** What begins a call; the wide one is that of Chinese and Japanese keyboards. */
export const atSigns = '@\uff20';

/** What makes one character with the one before it. */
const joined = /^[\p{M}\p{Emoji_Modifier}\u200d]$/u;
/** Joins words to one name, if a word follows. */
const hyphen = /^[-.@\uff20]$/;
/** Scripts that write short words onto the next one: "to @dana" is one word in Hebrew. */
const prefixing = /^[\p{scx=Hebrew}\p{scx=Arabic}]$/u;
/** Behind a colon: the home of a name on another network. */
const home = /:[a-z\d-]+\.[a-z\d]/iy;
/** How far back a word is looked at, UTF-16 units. */
const longestWord = 100;

/** Of two names that are the same the first one is meant. What is too long for a name is not looked for. */
export const namesOf = (usernames: Iterable<string>): Names => {
  const root: Names = { next: new Map() };
  for (const username of usernames) {
    const characters = Array.from(username);
    if (characters.length > limits.name) continue;
    let node = root;
    for (const part of characters.flatMap((character) => Array.from(foldCharacter(character)))) {
      const next: Names = node.next.get(part) ?? { next: new Map() };
      node.next.set(part, next);
      node = next;
    }
    if (node !== root) node.username ??= username;
  }
  return root;
};

/** Where the longest name that is written from `from` on ends, and whose it is. Case and the way an accent is written do not matter. */
export const nameAt = (names: Names, text: string, from: number): { end: number; username: string } | undefined => {
  let found: { end: number; username: string } | undefined;
  let node: Names | undefined = names;
  for (let at = from; at < text.length;) {
    const character = characterAt(text, at);
    for (const part of foldCharacter(character)) node = node?.next.get(part);
    if (node === undefined) break;
    at += character.length;
    if (node.username !== undefined && mayEnd(text, at)) found = { end: at, username: node.username };
  }
  return found;
};

/** An at sign may call here: what stands before it is no part of the same word, address or path. */
export const mayCall = (text: string, at: number): boolean => {
  let start = at;
  let before = characterBefore(text, start);
  // marks of a letter, and of emphasis
  while (/^[\p{M}_]$/u.test(before)) before = characterBefore(text, (start -= before.length));
  if (before === '/') return followsCall(text, start - 1);
  if (before !== '' && atSigns.includes(before)) return false;
  return !isWordCharacter(before) || isSpaceless(before) || prefixing.test(before);
};

/** "@ana/@bia" calls both, "node_modules/@types" nobody. */
const followsCall = (text: string, slash: number): boolean =>
  /(?:^|[\s([{"'])[@\uff20][^\s/]+$/u.test(text.slice(Math.max(0, slash - longestWord), slash));

/** A name may end here: what follows does not carry it on, and makes no package, address or other name of it. */
const mayEnd = (text: string, at: number): boolean => {
  const after = characterAt(text, at);
  if (joined.test(after)) return false;
  const next = characterAt(text, at + after.length);
  if (hyphen.test(after) || after === '/') return !isWordCharacter(next) || isSpaceless(next);
  if (after === ':') {
    home.lastIndex = at;
    return !home.test(text);
  }
  if (after === '_') return !isWordCharacter(characterAt(text, endOfUnderscores(text, at)));
  const last = characterBefore(text, at);
  if (!isWordCharacter(after) || !isWordCharacter(last)) return true;
  if (isSpaceless(after)) return !(isKatakana(after) && isKatakana(last));
  return isSpaceless(last);
};

const endOfUnderscores = (text: string, at: number): number => {
  let end = at;
  while (text[end] === '_') end++;
  return end;
};

/** Names of one alphabet that is written without spaces but ends where another one begins. */
const isKatakana = (character: string): boolean => /^[\p{scx=Katakana}--\p{scx=Han}]$/v.test(character);
