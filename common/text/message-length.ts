import { utf8 } from '../base/index.ts';
import { limits } from '../model/index.ts';

/** Bytes that a text takes in the body of its message: JSON in UTF-8, so what has to be escaped takes more. */
const bytesOf = (text: string): number => utf8(JSON.stringify(text)).length - 2;

/** A text is no longer than a message may be. For page, host and core alike: what is let go is taken. */
export const fitsMessage = (text: string): boolean => left(text) >= 0;

const left = (text: string): number =>
  // a unit is a byte at least, and a hostile megabyte need not be counted
  text.length > limits.message ? -1 : limits.message - bytesOf(text);

/** How many more characters like the last one fit; or, below 0, how many have to go. */
export const charactersLeft = (text: string): number => {
  const bytes = limits.message - bytesOf(text);
  if (bytes >= 0) return Math.floor(bytes / bytesOf(lastOf(text)));
  let over = bytes;
  let characters = 0;
  for (const character of Array.from(text).toReversed()) {
    if (over >= 0) break;
    over += bytesOf(character);
    characters++;
  }
  return -characters;
};

const lastOf = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? 'x';
