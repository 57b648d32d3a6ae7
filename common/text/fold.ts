import type { Range } from './code-ranges.ts';

/** A text without case and accents, and where each of its units came from. */
export interface Folded {
  readonly text: string;
  /** For each unit of `text`, and for its end: the place in the original. */
  readonly from: readonly number[];
}

const plainAscii = /^[\0-\x7f]*$/;

/** Finds "não" by "nao", and "ﬁ" by "fi". */
export const fold = (text: string): string =>
  plainAscii.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

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
