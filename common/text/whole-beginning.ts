// Where one character ends and the next begins for whoever reads them (UAX 29, extended grapheme clusters): a flag, a family, a letter
// with its marks are one. `Intl.Segmenter` says the same, and belongs to the machine; a test holds the two together.

/** What goes on with a character: marks, joiners, shades of skin, tags, and two vowels that are written as letters. */
const more = String.raw`\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200c\u200d\u0e33\u0eb3`;
/** Signs that join two consonants of India's scripts to one, and what they join. */
const joins = String.raw`\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d`;
const consonants = String.raw`\u0915-\u0939\u0958-\u095f\u0995-\u09b9\u09dc-\u09df\u0a95-\u0ab9\u0b15-\u0b39\u0b5c-\u0b5f\u0c15-\u0c3a\u0d15-\u0d3a`;
const joining = String.raw`(?<=[${joins}][${more}]*)[${consonants}]`;
const vowelsAndEnds = String.raw`[\u1160-\u11ff\ud7b0-\ud7fb]`;
const starts = [
  String.raw`\p{RI}\p{RI}`,
  String.raw`\p{ExtPict}(?:[${more}]*\u200d\p{ExtPict})*`,
  String.raw`[\u1100-\u115f\ua960-\ua97c]+[\uac00-\ud7a3]?${vowelsAndEnds}*`,
  String.raw`[\uac00-\ud7a3]${vowelsAndEnds}*`,
  `${vowelsAndEnds}+`,
  '[^]',
].join('|');
const character = new RegExp(String.raw`\r\n|\p{Cc}|(?:${starts})(?:[${more}]|${joining})*`, 'gu');

/** UTF-16 units behind a cut that are looked at: what stands there alone cannot say that the cut is inside of a character. */
const ahead = 64;

/** Characters as people count them. */
export const charactersOf = (text: string): readonly string[] => text.match(character) ?? [];

/**
 * The longest beginning of at most so many UTF-16 units that ends with a whole character. Of one that is longer by itself, as a letter
 * with thousands of marks is, as much as fits.
 */
export const wholeBeginning = (text: string, most: number): string => {
  if (text.length <= most) return text;
  let end = 0;
  for (const { 0: one, index } of text.slice(0, most + ahead).matchAll(character)) {
    if (index + one.length > most) break;
    end = index + one.length;
  }
  if (end > 0) return text.slice(0, end);
  const endsInPair = (text.codePointAt(most - 1) ?? 0) > 0xffff;
  return text.slice(0, endsInPair ? most - 1 : most);
};
