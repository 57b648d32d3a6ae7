/**
 * Characters that are not seen. Three rules: a name or label must have none (`isVisible`), a line of the editor's own drops them
 * (`withoutHidden`), the page shows where they are (`replaceHidden`). The first goes by properties, so that it knows characters to
 * come; the last by a list, because what makes letters and pictures of a script must stay. A joiner between two pictures is part of
 * one (UTS 51, ED-16) for the last two; names have none.
 */

/** Control, format (bidi among them), surrogate, private and unassigned characters (UAX 44), and what draws nothing. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** True if every character of the text can be seen. For names, and for texts that need no more than that, such as device names. */
export const isVisible = (text: string): boolean => text.isWellFormed() && !unseen.test(text);

const nothingSeen = /^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\s]*$/u;

/** True if no character of the text can be seen. */
export const isUnseen = (text: string): boolean => nothingSeen.test(text);

/** Private characters, halves, and letters that draw nothing. */
const empty = /[\p{Co}\p{Cs}\u{34f}\u{115f}\u{1160}\u{3164}\u{ffa0}]/gu;

/** Format characters, such as those that turn the direction of writing; but a joiner between two pictures makes one of them. */
const format =
  /(?!(?<=\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?)\u{200d}\p{Extended_Pictographic})\p{Cf}/gu;

/** Without what is not seen; of marks on one letter two are left. Controls and the ends of lines are not its business. */
export const withoutHidden = (text: string): string =>
  text
    .replaceAll(empty, '')
    .replaceAll(format, '')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1');

/** Characters that change what is read: direction, joiners, zero width, tags, controls. */
const deceptive = new RegExp(
  [
    // controls but tab and line feed, then soft hyphen, joiners, fillers, directions, invisible operators, marks of variation
    String.raw`[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f]`,
    String.raw`[\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb]`,
    String.raw`[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]`,
    String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d`,
    String.raw`\u200d(?!\p{Extended_Pictographic})`,
  ].join('|'),
  'gu',
);

/** The text with something in the place of each hidden character. */
export const replaceHidden = (text: string, by: (character: string) => string): string =>
  text.replace(deceptive, (character) => by(character));
