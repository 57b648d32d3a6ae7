/**
 * What a word is made of, to stand in the brackets of a pattern with the flag `u`: letters, marks, numbers, the underscore. UTS 18
 * (annex C, `\w`), but all numbers, and of what joins words the underscore alone.
 */
export const wordCharacters = String.raw`\p{L}\p{N}\p{M}_`;

/** Of scripts that put no space between words, or write particles onto a name: there a name may stand right beside other letters. */
const spaceless = new RegExp(
  `^[${'Han Hiragana Katakana Bopomofo Hangul Thai Lao Khmer Myanmar Tibetan Yi Javanese Balinese'
    .split(' ')
    .map((script) => String.raw`\p{scx=${script}}`)
    .join('')}]$`,
  'u',
);
const word = new RegExp(`^[${wordCharacters}]$`, 'u');

/** Whether one character belongs to a word, and whether the word ends where another one may begin without a space. */
export const isWordCharacter = (character: string): boolean => word.test(character);
export const isSpaceless = (character: string): boolean => word.test(character) && spaceless.test(character);

/** The whole character before a place, and the one at it; empty at the ends. */
export const characterBefore = (text: string, at: number): string => {
  const last = text.slice(Math.max(0, at - 2), at);
  return (last.codePointAt(0) ?? 0) > 0xffff ? last : last.slice(-1);
};
export const characterAt = (text: string, at: number): string => {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
};

/** The words of a name, which lie between spaces, dots, underscores and hyphens. */
export const wordsOfName = (name: string): readonly string[] => name.split(/[\s._-]+/).filter((each) => each !== '');

/**
 * How well a name fits what was typed of it, both folded by `fold`: 0 it begins so, 1 one of its words does, 2 it contains it, -1 it
 * does not. What has a space in it can only be a beginning.
 */
export const rankOfName = (name: string, typed: string): number => {
  if (name.startsWith(typed)) return 0;
  if (/\s/.test(typed)) return -1;
  if (wordsOfName(name).some((each) => each.startsWith(typed))) return 1;
  return name.includes(typed) ? 2 : -1;
};
