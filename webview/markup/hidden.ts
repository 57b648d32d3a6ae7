/**
 * Characters that are not seen but change what is read: direction, joiners, zero width, tags, controls.
 * A joiner between two emoji is part of a picture.
 */
const hidden = new RegExp(
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

/** Puts a visible mark in the place of each hidden character. Markup passes, since it has none. */
export const markHidden = (html: string): string =>
  html.replace(hidden, (character) => `<span class="hidden-char" data-char="${nameOf(character)}"></span>`);

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The text that was marked, with its hidden characters back in their places. */
export const originalOf = (node: Node): string => {
  if (node instanceof HTMLElement && node.dataset['char'] !== undefined)
    return String.fromCodePoint(Number.parseInt(node.dataset['char'].slice(2), 16));
  return node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : [...node.childNodes].map(originalOf).join('');
};
