import { annotationDenial } from '../../common/membership/access-policy.ts';
import type { Row } from '../../common/model/index.ts';
import type { State } from './state.ts';

type Rows = readonly Row[];

/**
 * Rows by id. The index belongs to the newest version of the rows and goes from one to the next, so that a change costs what
 * changed; an older version, should anybody ask, gets a new one.
 */
const indexes = new WeakMap<Rows, Map<string, Row>>();

const indexOf = (rows: Rows): Map<string, Row> => {
  const known = indexes.get(rows);
  if (known !== undefined) return known;
  const index = new Map(rows.map((row) => [row.id, row]));
  indexes.set(rows, index);
  return index;
};

const handOver = (index: Map<string, Row>, from: Rows, to: Rows): Rows => {
  indexes.delete(from);
  indexes.set(to, index);
  return to;
};

export const findRow = (rows: Rows, id: string): Row | undefined => indexOf(rows).get(id);

/** A message whose text I may change. */
export const editableRow = ({ rows, header }: Pick<State, 'rows' | 'header'>, id: string): Row | undefined => {
  const row = findRow(rows, id);
  if (row?.kind !== 'message' || header === undefined) return undefined;
  return annotationDenial('EDIT', header, row) === undefined ? row : undefined;
};

/** Index of the first of `items` whose order is not before this one. They ascend by `order`. */
export const lowerBound = (items: readonly { readonly order: string }[], order: string): number => {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.order ?? '') < order) low = middle + 1;
    else high = middle;
  }
  return low;
};

const positionOf = (rows: Rows, { order, id }: Row): number => {
  let at = lowerBound(rows, order);
  while (rows[at] !== undefined && rows[at]?.id !== id) at++;
  return at;
};

/** Puts new rows, and new versions of rows, into their places. */
export const mergeRows = (rows: Rows, changed: Rows): Rows => {
  if (changed.length === 0) return rows;
  const index = indexOf(rows);
  const kept = rows.slice();
  const added = new Map<string, Row>();
  for (const row of changed) {
    const held = index.get(row.id);
    if (held === undefined || held.order !== row.order || added.has(row.id)) {
      added.set(row.id, row);
      continue;
    }
    kept[positionOf(kept, held)] = row;
    index.set(row.id, row);
  }
  for (const id of added.keys()) {
    const held = index.get(id);
    if (held !== undefined) kept.splice(positionOf(kept, held), 1);
  }
  for (const row of added.values()) index.set(row.id, row);
  return handOver(index, rows, insert(kept, [...added.values()].sort(byOrder)));
};

const byOrder = (a: Row, b: Row): number => {
  if (a.order === b.order) return 0;
  return a.order < b.order ? -1 : 1;
};

/** Both ascend. Nearly always all of `added` goes to one place: an end. */
const insert = (rows: Rows, added: Rows): Rows => {
  const [first, last] = [added[0], added.at(-1)];
  if (first === undefined || last === undefined) return rows;
  const at = lowerBound(rows, first.order);
  const next = rows[at];
  const together = next === undefined || last.order <= next.order;
  const tail = rows.slice(at);
  return [...rows.slice(0, at), ...(together ? [...added, ...tail] : [...tail, ...added].sort(byOrder))];
};

/** A part of the rows. */
export const sliceRows = (rows: Rows, from: number, to = rows.length): Rows => {
  const index = indexOf(rows);
  for (const row of rows.slice(0, from)) index.delete(row.id);
  for (const row of rows.slice(to)) index.delete(row.id);
  return handOver(index, rows, rows.slice(from, to));
};

/** Two unbroken stretches, the second later and fresher: one, if they touch. */
export const joinRows = (earlier: Rows, later: Rows): Rows | undefined => {
  const first = later[0];
  const held = first && findRow(earlier, first.id);
  return held && [...earlier.slice(0, positionOf(earlier, held)), ...later];
};

/** The entry id of the newest message of mine that is held; undefined in the past, where the newest is not here. */
export const lastOfMine = ({
  rows,
  hasNewer,
  deleting,
}: Pick<State, 'rows' | 'hasNewer' | 'deleting'>): string | undefined =>
  hasNewer ? undefined : rows.findLast(({ own, kind, id }) => own && kind === 'message' && !deleting.includes(id))?.id;
