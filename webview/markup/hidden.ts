import { replaceHidden } from '../../common/text/index.ts';

/** Puts a visible mark in the place of each hidden character. Markup passes, since it has none. */
export const markHidden = (html: string): string => replaceHidden(html, marked);

/** A text of nothing that can be seen: each character but white space as a mark. */
export const markAll = (text: string): string =>
  Array.from(text, (character) => (/\s/.test(character) ? character : marked(character))).join('');

const marked = (character: string): string => `<span class="hidden-char" data-char="${nameOf(character)}"></span>`;

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The text that was marked, with its hidden characters back in their places. */
export const originalOf = (node: Node): string => {
  if (node instanceof HTMLElement && node.dataset['char'] !== undefined)
    return String.fromCodePoint(Number.parseInt(node.dataset['char'].slice(2), 16));
  return node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : [...node.childNodes].map(originalOf).join('');
};
