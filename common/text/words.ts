/**
 * What a word is made of, to stand in the brackets of a pattern with the flag `u`: letters, marks, numbers, the underscore. UTS 18
 * (annex C, `\w`), but all numbers, and of what joins words the underscore alone.
 */
export const wordCharacters = String.raw`\p{L}\p{N}\p{M}_`;

/** The words of a name, which lie between spaces, dots, underscores and hyphens. */
export const wordsOfName = (name: string): readonly string[] => name.split(/[\s._-]+/).filter((word) => word !== '');

/**
 * How well a name fits what was typed of it, both folded by `fold`: 0 it begins so, 1 one of its words does, 2 it contains it, -1 it
 * does not. What has a space in it can only be a beginning.
 */
export const rankOfName = (name: string, typed: string): number => {
  if (name.startsWith(typed)) return 0;
  if (/\s/.test(typed)) return -1;
  if (wordsOfName(name).some((word) => word.startsWith(typed))) return 1;
  return name.includes(typed) ? 2 : -1;
};
