import type { Heights } from '../state/heights.ts';

/** Lines that are remembered, should the first of them go. */
const remembered = 24;

/**
 * How far below the upper edge a line ends, for it may get or lose a head, or be unfolded; or begins, while nobody knows how tall
 * it is.
 */
interface Held {
  readonly key: string;
  /** Where it was last among all lines. */
  readonly index: number;
  readonly edge: 'top' | 'bottom';
  readonly at: number;
}

/** What stays where it is on screen, whatever happens above and below it. */
export type Hold =
  | { readonly kind: 'end' }
  /** Lines in sight: the first that still exists counts. */
  | { readonly kind: 'lines'; readonly lines: readonly Held[] }
  /** A line is to come into sight: there, or with the least movement. */
  | { readonly kind: 'line'; readonly key: string; readonly to: 'middle' | 'top' | 'nearest'; readonly from: number };

/** The lines in sight of somebody who has scrolled to `place` and sees so much. Days and marks are not held: they come and go. */
export const linesAt = (heights: Heights, place: number, seen: number): Hold => {
  const lines: Held[] = [];
  for (let index = heights.at(place); lines.length < remembered; index++) {
    const item = heights.items[index];
    if (item === undefined || heights.top(index) > place + seen) break;
    if (item.kind === 'day' || item.kind === 'new' || item.kind === 'missing') continue;
    const edge = heights.isMeasured(index) ? 'bottom' : 'top';
    lines.push({ key: item.key, index, edge, at: heights[edge](index) - place });
  }
  return { kind: 'lines', lines: [...lines.filter(isSure), ...lines.filter((line) => !isSure(line))] };
};

const isSure = ({ edge }: Held): boolean => edge === 'bottom';

/** Where one has to scroll to so that it holds; undefined if nothing of it exists any more. */
export const placeOf = (hold: Hold, heights: Heights, seen: number): number | undefined => {
  switch (hold.kind) {
    case 'end':
      return heights.total - seen;
    case 'lines':
      for (const { key, index: near, edge, at } of hold.lines) {
        const index = indexOf(heights, key, near);
        if (index >= 0) return heights[edge](index) - at;
      }
      return undefined;
    case 'line': {
      const index = indexOf(heights, hold.key);
      return index < 0 ? undefined : target(hold, heights.top(index), heights.bottom(index), seen);
    }
  }
};

const target = ({ to, from }: Hold & { kind: 'line' }, top: number, bottom: number, seen: number): number => {
  const tall = bottom - top;
  if (to === 'top') return top - Math.min(72, seen / 4);
  const isInSight = top >= from && bottom <= from + seen;
  if (to === 'middle') return isInSight ? from : top - Math.max(0, (seen - tall) / 2);
  if (top < from || tall > seen) return top;
  return bottom > from + seen ? bottom - seen : from;
};

/** Index of a line, looked for from `near` on in both directions, since lines seldom move far; -1 if there is none. */
export const indexOf = ({ items }: Heights, key: string, near = items.length - 1): number => {
  for (let far = 0; far <= Math.max(near, items.length - near); far++) {
    if (items[near - far]?.key === key) return near - far;
    if (items[near + far]?.key === key) return near + far;
  }
  return -1;
};
