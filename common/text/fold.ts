import type { Range } from './ranges.ts';

/**
 * When two texts are the same but for how they are written. Four rules, because people notice the differences:
 *
 *                  form (UAX 15)    accents count   for what
 * foldName         NFKC             yes             the uniqueness of names
 * fold             NFKD             no              finding
 * foldCharacter    NFKD, each       yes             mentions in a text whose places must stay known
 * foldCommand      NFD              no              commands; full-width letters and ligatures are others
 *
 * All take lower case and not full case folding (Unicode Standard 3.13, toLowercase and toCasefold): `ß` is not `ss`.
 */

const plainAscii = /^[\0-\x7f]*$/;

/**
 * Two names with the same fold are the same name. Kept in the tracker's database and part of what a password proves, so its result
 * never changes. NFKC again at the end, because lower case may undo it (Unicode Standard 3.13, D146).
 */
export const foldName = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC');

/** Finds "não" by "nao", and "ﬁ" by "fi". */
export const fold = (text: string): string =>
  plainAscii.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

/** One character, or a part of one. Its accents are kept, in whichever way they are written, and a sigma is one at the end of a word too. */
export const foldCharacter = (character: string): string =>
  plainAscii.test(character)
    ? character.toLowerCase()
    : character.normalize('NFKD').toLowerCase().normalize('NFKD').replaceAll('ς', 'σ');

/** A whole text that may be a command, without the space around it. */
export const foldCommand = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A text without case and accents, and where each of its units came from. */
export interface Folded {
  readonly text: string;
  /** For each unit of `text`, and for its end: the place in the original. */
  readonly from: readonly number[];
}

/** As `fold`, character by character. */
export const foldWithPlaces = (text: string): Folded => {
  if (plainAscii.test(text))
    return { text: text.toLowerCase(), from: Array.from({ length: text.length + 1 }, (_, at) => at) };
  const parts: string[] = [];
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = fold(character);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit++) from.push(at);
    at += character.length;
  }
  return { text: parts.join(''), from: [...from, at] };
};

/** Where `folded`, which is folded already, is found; a match never begins or ends inside a character. */
export const placesOf = (haystack: Folded, folded: string): readonly Range[] => {
  const { text, from } = haystack;
  const places: Range[] = [];
  if (folded === '') return places;
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + folded.length)) {
    const start = from[at] ?? 0;
    const end = from[at + folded.length] ?? start;
    places.push({ start, end: Math.max(end, start + 1) });
  }
  return places;
};
