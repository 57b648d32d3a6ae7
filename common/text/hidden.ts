/**
 * Characters that are not seen. Three rules: a name or label must have none (`isVisible`), a line of the editor's own drops them
 * (`withoutHidden`), the page shows where they are (`replaceHidden`). The first goes by properties, so that it knows characters to
 * come; the last by a list, because what makes letters and pictures of a script must stay, and so it does
 * for the last two (UTS 51, ED-16 and ED-14a; UAX 31, 2.3); names have none.
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

/** Scripts that join letters, or keep them apart, by characters without a picture: Persian and many of India cannot be written without. */
const joining = String.raw`\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Mymr}\p{scx=Khmr}\p{scx=Tibt}`;
const rightToLeft = String.raw`\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}`;

/** What is not seen and yet part of how people write: each has its place, and elsewhere it is hidden like any other. */
const written = [
  // a joiner between two pictures makes one of them
  String.raw`(?<=\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?|\p{Emoji_Modifier})\u{200d}(?=\p{Extended_Pictographic})`,
  // the three flags that are written with tags
  String.raw`(?<=\u{1f3f4})\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`,
  // a picture as a letter
  String.raw`(?<=\p{Extended_Pictographic})\ufe0e`,
  String.raw`[\u200c\u200d](?<=[${joining}].)(?![\u200c\u200d])`,
  String.raw`(?<=\p{scx=Mong})[\u180b-\u180f]`,
  // which way a mark or a number belongs, near to letters that are read from right to left
  String.raw`[\u061c\u200e\u200f](?:(?<=[${rightToLeft}][^\p{L}]{0,16})|(?=[^\p{L}]{0,16}[${rightToLeft}]))`,
].join('|');

/** Format characters, such as those that turn the direction of writing. */
const format = new RegExp(String.raw`(${written})|\p{Cf}`, 'gu');

/** Without what is not seen; of marks on one letter two are left. Controls and the ends of lines are not its business. */
export const withoutHidden = (text: string): string =>
  text
    .replaceAll(empty, '')
    .replaceAll(format, '$1')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1');

/** Characters that change what is read: direction, joiners, zero width, tags, controls. */
const deceptive = [
  // controls but tab and line feed, then soft hyphen, joiners, fillers, directions, invisible operators, marks of variation
  String.raw`[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f]`,
  String.raw`[\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb]`,
  String.raw`[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]`,
].join('|');
const deceptiveOrWritten = new RegExp(String.raw`(${written})|${deceptive}`, 'gu');

/** The text with something in the place of each hidden character. */
export const replaceHidden = (text: string, by: (character: string) => string): string =>
  text.replace(deceptiveOrWritten, (character, kept?: string) => kept ?? by(character));
