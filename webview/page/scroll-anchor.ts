import type { Heights } from '../state/heights.ts';

/** Lines that are remembered, should the first of them go. */
const remembered = 24;

/**
 * How far below the upper edge a line ends, for it may get or lose a head, or be unfolded; or begins, while nobody knows how tall
 * it is.
 */
interface AnchoredLine {
  readonly key: string;
  /** Where it was last among all lines. */
  readonly index: number;
  readonly edge: 'top' | 'bottom';
  readonly at: number;
}

/** What stays where it is on screen, whatever happens above and below it. */
export type ScrollAnchor =
  | { readonly kind: 'end' }
  /** Lines in sight: the first that still exists counts. */
  | { readonly kind: 'lines'; readonly lines: readonly AnchoredLine[] }
  /** A line is to come into sight: there, or with the least movement. */
  | { readonly kind: 'line'; readonly key: string; readonly to: 'middle' | 'top' | 'nearest'; readonly from: number };

/** The lines in sight of somebody who has scrolled to `offset` and sees so much. Days and marks are not held: they come and go. */
export const captureAnchor = (heights: Heights, offset: number, viewportHeight: number): ScrollAnchor => {
  const lines: AnchoredLine[] = [];
  for (let index = heights.at(offset); lines.length < remembered; index++) {
    const item = heights.items[index];
    if (item === undefined || heights.top(index) > offset + viewportHeight) break;
    if (item.kind === 'day' || item.kind === 'new' || item.kind === 'missing' || item.kind === 'aside') continue;
    const edge = heights.isMeasured(index) ? 'bottom' : 'top';
    lines.push({ key: item.key, index, edge, at: heights[edge](index) - offset });
  }
  return { kind: 'lines', lines: [...lines.filter(isSure), ...lines.filter((line) => !isSure(line))] };
};

const isSure = ({ edge }: AnchoredLine): boolean => edge === 'bottom';

/** Where one has to scroll to so that it holds; undefined if nothing of it exists any more. */
export const offsetFor = (anchor: ScrollAnchor, heights: Heights, viewportHeight: number): number | undefined => {
  switch (anchor.kind) {
    case 'end':
      return heights.total - viewportHeight;
    case 'lines':
      for (const { key, index: near, edge, at } of anchor.lines) {
        const index = indexOf(heights, key, near);
        if (index >= 0) return heights[edge](index) - at;
      }
      return undefined;
    case 'line': {
      const index = indexOf(heights, anchor.key);
      return index < 0 ? undefined : revealOffset(anchor, heights.top(index), heights.bottom(index), viewportHeight);
    }
  }
};

const revealOffset = (
  { to, from }: ScrollAnchor & { kind: 'line' },
  top: number,
  bottom: number,
  viewportHeight: number,
): number => {
  const tall = bottom - top;
  if (to === 'top') return top - Math.min(72, viewportHeight / 4);
  const isInSight = top >= from && bottom <= from + viewportHeight;
  if (to === 'middle') return isInSight ? from : top - Math.max(0, (viewportHeight - tall) / 2);
  if (top < from || tall > viewportHeight) return top;
  return bottom > from + viewportHeight ? bottom - viewportHeight : from;
};

/** Once it is on screen, what is held can be told better. */
export const isProvisional = (anchor: ScrollAnchor): boolean =>
  anchor.kind === 'line' || (anchor.kind === 'lines' && anchor.lines[0]?.edge === 'top');

/** Index of a line, looked for from `near` on in both directions, since lines seldom move far; -1 if there is none. */
export const indexOf = ({ items }: Heights, key: string, near = items.length - 1): number => {
  for (let far = 0; far <= Math.max(near, items.length - near); far++) {
    if (items[near - far]?.key === key) return near - far;
    if (items[near + far]?.key === key) return near + far;
  }
  return -1;
};
