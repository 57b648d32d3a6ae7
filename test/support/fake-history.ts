import type { Row } from '../../common/model/index.ts';
import type { ParamsOf } from '../../common/protocol/chat/index.ts';

/** Which rows a place means. */
export const stretch = (
  rows: readonly Row[],
  place: ParamsOf<'history'>['place'],
  limit: number,
): { readonly from: number; readonly to: number; readonly anchor?: string | undefined } => {
  const index = (id: string): number => rows.findIndex((row) => row.id === id);
  const upTo = (to: number) => ({ from: Math.max(0, to - limit), to });
  if (place === undefined) return upTo(rows.length);
  if ('before' in place) return upTo(index(place.before));
  if ('after' in place) {
    const from = index(place.after) + 1;
    return { from, to: Math.min(rows.length, from + limit) };
  }
  const found = 'at' in place ? rows.findIndex((row) => row.at >= place.at) : index(place.around);
  if (found < 0 && 'around' in place) return { from: 0, to: 0 };
  const at = found < 0 ? rows.length - 1 : found;
  const from = Math.max(0, at - Math.floor(limit / 2));
  return { from, to: Math.min(rows.length, from + limit), anchor: rows[at]?.id };
};
