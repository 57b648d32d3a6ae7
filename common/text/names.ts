import { limits } from '../model/index.ts';

/** Recommended scripts of UAX 31 (table 5), and the mixes that Japanese, Korean and Chinese are written in. */
const writingSystems = [
  ...'Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer Lao'.split(
    ' ',
  ),
  ...'Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan'.split(' '),
  'Han Hiragana Katakana',
  'Han Hangul',
  'Han Bopomofo',
].map((scripts) => {
  const allowed = ['Common', 'Inherited', ...scripts.split(' ')].map((script) => `\\p{scx=${script}}`);
  return new RegExp(`^[${allowed.join('')}]*$`, 'u');
});

/** Control, format (bidi among them), surrogate, private and unassigned characters, and what draws nothing. */
const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Only single plain spaces, only inside. */
const badSpace = /^ | $| {2}|(?! )\p{Zs}/u;

/** True if every character of the text can be seen. For texts that need no more than that, such as device names. */
export const isPlain = (text: string): boolean => text.isWellFormed() && !hidden.test(text);

/**
 * The name itself if it may be a username or a room name (settled.md): NFKC-stable, 1 to 40 characters, nothing invisible,
 * no space at the ends, one script. It is not repaired: trim and normalise what a person typed before asking.
 */
export const checkName = (text: string): string | undefined => {
  // the first test keeps a hostile megabyte from being normalised
  if (text.length === 0 || text.length > 2 * limits.name || Array.from(text).length > limits.name) return undefined;
  if (!isPlain(text) || badSpace.test(text) || /^\p{M}/u.test(text)) return undefined;
  if (text.normalize('NFKC') !== text) return undefined;
  return writingSystems.some((system) => system.test(text)) ? text : undefined;
};

/** What must be unique: two names with the same fold are the same name. */
export const foldName = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC');
