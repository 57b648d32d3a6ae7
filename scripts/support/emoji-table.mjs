// The emoji of the composer: GitHub's shortcodes, and Portuguese search words for those that people write most.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Words that half of all emoji carry find nothing. */
const empty = new Set(['rosto', 'cara', 'emocao', 'engracado', 'engracada', 'pessoa', 'pessoas', 'pele']);
/** Order of emojibase: hands and gestures. */
const hands = { from: 180, to: 476 };
/** What else a team says: party, rocket, fire, check mark, coffee, bug, bulb, warning, bell, cake, beer, trophy, gift. */
const usual = '1F389 1F680 1F525 2705 2615 1F41B 1F4A1 26A0 1F514 1F382 1F37A 1F3C6 1F381'.split(' ');

/** @param {string} text */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Faces, hearts, hands and the usual. What a shortcode finds already is left out.
 * @param {{ hexcode: string, group: number, order: number, tags: string[] }} emoji @param {string[]} names
 */
const wordsOf = ({ hexcode, group, order, tags }, names) => {
  const face = group === 0 || (group === 1 && order > hands.from && order < hands.to);
  if (!face && !usual.includes(hexcode)) return [];
  const parts = names.flatMap((name) => name.split('_'));
  return [...new Set(tags.map(fold))]
    .filter((word) => /^[a-z]{3,}$/.test(word) && !empty.has(word) && !parts.some((part) => part.startsWith(word)))
    .slice(0, usual.includes(hexcode) ? Infinity : 3);
};

/** One that is a picture by itself needs no mark that says so. @param {string} unicode */
const bare = (unicode) => (/^\p{Emoji_Presentation}\ufe0f$/u.test(unicode) ? unicode.slice(0, -1) : unicode);

/** `picture name name|word word`, joined by commas, in the order of Unicode: faces first. Groups of Unicode are parted by a semicolon. */
export const emojiTable = () => {
  /** @type {Record<string, string | string[]>} */
  const shortcodes = require('emojibase-data/en/shortcodes/github.json');
  /** @type {{ hexcode: string, group: number, order: number, unicode: string, tags: string[] }[]} */
  const all = require('emojibase-data/pt/compact.json');
  /** @type {Map<number, string[]>} */
  const groups = new Map();
  for (const emoji of all.toSorted((a, b) => a.order - b.order)) {
    const names = [shortcodes[emoji.hexcode] ?? []].flat();
    if (names.length === 0) continue;
    const words = wordsOf({ ...emoji, tags: emoji.tags ?? [] }, names);
    const line = `${bare(emoji.unicode)} ${names.join(' ')}${words.length > 0 ? `|${words.join(' ')}` : ''}`;
    groups.set(emoji.group, [...(groups.get(emoji.group) ?? []), line]);
  }
  return [...groups.values()].map((lines) => lines.join(',')).join(';');
};

/** The module that holds it. */
export const emojiModule = () =>
  `/** Made by scripts/make-emoji.mjs from emojibase-data. */\nexport const emojiTable =\n  '${emojiTable()}';\n`;
