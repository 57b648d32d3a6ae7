import {
  fold,
  type FindParams,
  type FindResult,
  type HistoryResult,
  type Place,
  type Row,
} from '../../../common/protocol/view/index.ts';

const page = 200;

/** What a host that holds all of these rows answers to `history`. */
export const stretchOf = (rows: readonly Row[], place: Place | undefined): HistoryResult => {
  const part = (from: number, to: number, anchor?: string): HistoryResult => ({
    rows: rows.slice(Math.max(0, from), to),
    hasOlder: from > 0,
    hasNewer: to < rows.length,
    ...(anchor !== undefined && { anchor }),
  });
  const at = (id: string): number => rows.findIndex((row) => row.id === id);
  if (place === undefined) return part(rows.length - page, rows.length);
  if ('before' in place) return part(at(place.before) - page, at(place.before));
  if ('after' in place) return part(at(place.after) + 1, Math.min(rows.length, at(place.after) + 1 + page));
  const index = 'at' in place ? rows.findIndex((row) => row.at >= place.at) : at(place.around);
  const meant = rows[index < 0 && 'at' in place ? rows.length - 1 : index];
  if (meant === undefined) return { rows: [], hasOlder: false, hasNewer: false };
  const from = rows.indexOf(meant) - page / 2;
  return part(from, Math.min(rows.length, from + page), meant.id);
};

/** What it answers to `find`, 1000 messages at a time. */
export const findIn = (rows: readonly Row[], { text, before }: FindParams): FindResult => {
  const end = before === undefined ? rows.length : rows.findIndex((row) => row.id === before);
  const from = Math.max(0, end - 1000);
  const part = rows.slice(from, end).toReversed();
  const hits = part.filter((row) => fold(row.content ?? '').includes(fold(text))).map((row) => row.id);
  const next = from > 0 ? rows[from]?.id : undefined;
  return { hits, looked: part.length, ...(next !== undefined && { next }) };
};
