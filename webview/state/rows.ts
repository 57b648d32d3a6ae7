import type { Row } from '../../common/protocol/view/index.ts';

const byOrder = (a: Row, b: Row): number => {
  if (a.order === b.order) return 0;
  return a.order < b.order ? -1 : 1;
};

/** Puts new rows, and new versions of rows, into their places. */
export const mergeRows = (rows: readonly Row[], changed: readonly Row[]): readonly Row[] => {
  if (changed.length === 0) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of changed) byId.set(row.id, row);
  return [...byId.values()].sort(byOrder);
};

/** A fresh newest page after a gap: keeps the older pages that were loaded, if the two touch. */
export const joinPages = (held: readonly Row[], newest: readonly Row[]): readonly Row[] => {
  const first = newest[0];
  const from = first === undefined ? -1 : held.findIndex((row) => row.id === first.id);
  return from > 0 ? [...held.slice(0, from), ...newest] : newest;
};
