import { fold } from '../../../common/text/index.ts';
import type { Row } from '../../../common/model/index.ts';
import type { FindResult, HistoryResult, Place, RawViewParamsOf } from '../../../common/protocol/view/index.ts';

const page = 200;

/** It answers on the thread of the page, and so must not have to look for anything. */
const indexes = new WeakMap<readonly Row[], ReadonlyMap<string, number>>();
const indexOf = (rows: readonly Row[], id: string): number => {
  const index = indexes.get(rows) ?? new Map(rows.map((row, at) => [row.id, at]));
  indexes.set(rows, index);
  return index.get(id) ?? -1;
};

/** Index of the first row from a time on. */
const firstAt = (rows: readonly Row[], time: number): number => {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.at ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What a host that holds all of these rows answers to `history`. */
export const stretchOf = (rows: readonly Row[], place: Place | undefined): HistoryResult => {
  const part = (from: number, to: number, anchor?: string): HistoryResult => ({
    rows: rows.slice(Math.max(0, from), to),
    hasOlder: from > 0,
    hasNewer: to < rows.length,
    ...(anchor !== undefined && { anchor }),
  });
  const at = (id: string): number => indexOf(rows, id);
  if (place === undefined) return part(rows.length - page, rows.length);
  if ('before' in place) return part(at(place.before) - page, at(place.before));
  if ('after' in place) return part(at(place.after) + 1, Math.min(rows.length, at(place.after) + 1 + page));
  const index = 'at' in place ? Math.min(firstAt(rows, place.at), rows.length - 1) : at(place.around);
  const meant = rows[index];
  if (meant === undefined) return { rows: [], hasOlder: false, hasNewer: false };
  const from = index - page / 2;
  return part(from, Math.min(rows.length, from + page), meant.id);
};

/** What it answers to `find`, 1000 messages at a time. */
export const findIn = (rows: readonly Row[], { text, before }: RawViewParamsOf<'find'>): FindResult => {
  const end = before === undefined ? rows.length : indexOf(rows, before);
  const from = Math.max(0, end - 1000);
  const part = rows.slice(from, end).toReversed();
  const hits = part.filter((row) => fold(row.content ?? '').includes(fold(text))).map((row) => row.id);
  const next = from > 0 ? rows[from]?.id : undefined;
  return { hits, looked: part.length, ...(next !== undefined && { next }) };
};
