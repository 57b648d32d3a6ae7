import { limits } from '../model/index.ts';
import { foldName } from './fold.ts';
import { isVisible } from './hidden.ts';

/** Recommended scripts of UAX 31 (table 5), and the mixes that Japanese, Korean and Chinese are written in (UTS 39, 5.1). */
const scripts = [
  ...'Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer Lao'.split(
    ' ',
  ),
  ...'Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan'.split(' '),
  'Han Hiragana Katakana',
  'Han Hangul',
  'Han Bopomofo',
];

let patterns: readonly RegExp[] | undefined;

/** Made when first needed, which in the page is never. */
const writingSystems = (): readonly RegExp[] =>
  (patterns ??= scripts.map((together) => {
    const allowed = ['Common', 'Inherited', ...together.split(' ')].map((script) => `\\p{scx=${script}}`);
    return new RegExp(`^[${allowed.join('')}]*$`, 'u');
  }));

/** Only single plain spaces, only inside. */
const badSpace = /^ | $| {2}|(?! )\p{Zs}/u;

/**
 * The name itself if it may be a username or a room name: NFKC-stable (UAX 15), 1 to 40 characters, nothing hidden, no space at the
 * ends, one script. It is not repaired: `normalName` comes first where a person typed it.
 */
export const checkName = (text: string): string | undefined => {
  // the first test keeps a hostile megabyte from being normalized
  if (text.length === 0 || text.length > 2 * limits.name || tooLongName(text)) return undefined;
  if (!isVisible(text) || badSpace.test(text) || /^\p{M}/u.test(text)) return undefined;
  if (text.normalize('NFKC') !== text) return undefined;
  return writingSystems().some((system) => system.test(text)) ? text : undefined;
};

/** A typed name in the form that names have, without the space around it: whoever takes one takes "Joa\u0303o" for "João". */
export const normalName = (typed: string): string => typed.normalize('NFKC').trim();

/** A name in its form that is a name but for its length. */
export const tooLongName = (name: string): boolean => Array.from(name).length > limits.name;

export const isSameName = (a: string, b: string): boolean => foldName(a) === foldName(b);
