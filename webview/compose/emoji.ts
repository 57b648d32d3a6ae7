import { fold } from '../../common/text/index.ts';
import { emojiTable } from './emoji-table.ts';

export interface Emoji {
  readonly picture: string;
  /** Shortcodes without their colons. */
  readonly names: readonly string[];
  /** Portuguese, without accents. */
  readonly words: readonly string[];
}

/** What is meant when little has been typed. */
const favorites: ReadonlySet<string> = new Set(
  '+1 heart tada joy eyes rocket fire 100 pray clap smile thinking ok_hand wave white_check_mark bug bulb sob'.split(
    ' ',
  ),
);

/** As Unicode groups them, in its order. */
export const emojiGroups = [
  'faces',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type EmojiGroup = (typeof emojiGroups)[number];

let grouped: ReadonlyMap<EmojiGroup, readonly Emoji[]> | undefined;
let byName: ReadonlyMap<string, Emoji> | undefined;

/** Read when first needed: it costs some milliseconds. */
const groups = (): ReadonlyMap<EmojiGroup, readonly Emoji[]> =>
  (grouped ??= new Map(
    emojiTable.split(';').flatMap((lines, index) => {
      const group = emojiGroups[index];
      return group === undefined ? [] : [[group, lines.split(',').map(emojiOf)] as const];
    }),
  ));

const emojiOf = (line: string): Emoji => {
  const [codes = '', words = ''] = line.split('|');
  const [picture = '', ...names] = codes.split(' ');
  return { picture, names, words: words === '' ? [] : words.split(' ') };
};

let known: readonly Emoji[] | undefined;
const all = (): readonly Emoji[] => (known ??= [...groups().values()].flat());

const firstName = (emoji: Emoji): Found => ({ emoji, name: emoji.names[0] ?? '' });

export const emojiIn = (group: EmojiGroup): readonly Found[] => (groups().get(group) ?? []).map(firstName);

export const emojiNamed = (name: string): Emoji | undefined =>
  (byName ??= new Map(all().flatMap((emoji) => emoji.names.map((each) => [each, emoji])))).get(name);

/** What this person took last, newest first, and then what people take most often. */
export const oftenUsed = (recent: readonly string[], most: number): readonly Found[] => {
  const usual = [...favorites].flatMap((name) => emojiNamed(name) ?? []);
  const mine = recent.flatMap((picture) => all().find((emoji) => emoji.picture === picture) ?? []);
  return [...new Set([...mine, ...usual])].slice(0, most).map(firstName);
};

/** An emoji and the shortcode by which it was found. */
export interface Found {
  readonly emoji: Emoji;
  readonly name: string;
}

/** Best first: the name itself, names that begin so, words in names, Portuguese words. */
export const findEmoji = (query: string, most: number): readonly Found[] => {
  const wanted = fold(query);
  return all()
    .flatMap((emoji) => {
      const best = rank(emoji, wanted);
      return best === undefined ? [] : [best];
    })
    .sort((a, b) => a.rank - b.rank || a.found.name.length - b.found.name.length)
    .slice(0, most)
    .map(({ found }) => found);
};

const rank = (emoji: Emoji, wanted: string): { readonly rank: number; readonly found: Found } | undefined => {
  let best: { rank: number; found: Found } | undefined;
  for (const name of emoji.names) {
    const of = rankOfName(name, wanted);
    if (of !== undefined && of < (best?.rank ?? Infinity)) best = { rank: of, found: { emoji, name } };
  }
  const [first = ''] = emoji.names;
  if (best === undefined && emoji.words.some((word) => word.startsWith(wanted)))
    best = { rank: favorites.has(first) ? 3 : 4, found: { emoji, name: first } };
  return best;
};

const rankOfName = (name: string, wanted: string): number | undefined => {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return favorites.has(name) ? 1 : 2;
  return name.includes(`_${wanted}`) ? 3 : undefined;
};
