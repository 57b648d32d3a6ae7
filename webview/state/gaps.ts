import type { Gap, Who } from '../../common/model/index.ts';
import { lowerBound } from './rows.ts';
import type { State } from './state.ts';

/** Messages that are known to exist and are not here, where they belong. It goes when they come. */
export interface MissingItem {
  readonly kind: 'missing';
  readonly key: string;
  readonly authors: readonly Who[];
  readonly count: number;
  /** Those who are linked and have all of them. */
  readonly holders: readonly Who[];
}

/** Messages of one author that are dated so far ahead that they are not shown. */
export interface AsideItem {
  readonly kind: 'aside';
  readonly key: string;
  readonly room: string;
  readonly author: Who;
  readonly count: number;
  /** The earliest date, milliseconds since 1970. */
  readonly at: number;
}

/**
 * What is missing before each row that is shown, and after the last (under the key `end`). What belongs to a past that is not
 * loaded is left out.
 */
export const gapsOf = ({ header, rows, hasOlder, hasNewer }: State): ReadonlyMap<string, readonly MissingItem[]> => {
  const out = new Map<string, MissingItem[]>();
  for (const gap of header?.gaps ?? []) {
    const at = gap.before === undefined ? rows.length : lowerBound(rows, gap.before);
    const next = rows[at];
    const isShown = next === undefined ? !hasNewer : at > 0 || !hasOlder || next.order === gap.before;
    if (!isShown) continue;
    const place = next?.id ?? 'end';
    const there = out.get(place) ?? [];
    out.set(place, there);
    const alike = there.findIndex((item) => keys(item) === keys(gap));
    if (alike === -1) there.push(itemOf(gap, `missing:${place}:${there.length}`));
    else there[alike] = joined(there[alike] as MissingItem, gap);
  }
  return out;
};

/** Who has it. */
const keys = ({ holders }: Pick<Gap, 'holders'>): string => holders.map(({ identity }) => identity).join();

const itemOf = ({ author, count, holders }: Gap, key: string): MissingItem => ({
  kind: 'missing',
  key,
  authors: [author],
  count,
  holders,
});

/** What the same people have stands in one line. */
const joined = (item: MissingItem, { author, count }: Gap): MissingItem => {
  const isKnown = item.authors.some(({ identity }) => identity === author.identity);
  return { ...item, authors: isKnown ? item.authors : [...item.authors, author], count: item.count + count };
};

/** After the newest message: they are dated later than all that is shown. */
export const asidesOf = ({ header, hasNewer }: State): readonly AsideItem[] => {
  if (hasNewer || header?.aside === undefined) return [];
  const { aside, room } = header;
  return aside.map((one) => ({ kind: 'aside', key: `aside:${one.author.identity}`, room, ...one }));
};
