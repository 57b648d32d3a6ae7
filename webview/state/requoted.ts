import { quoteOf } from '../../common/text/index.ts';
import type { Quote, Row } from '../../common/model/index.ts';

/** The same rows, but replies show what the messages they answer say now. The same array if there is nothing to change. */
export const requoted = <T extends { readonly quote?: Quote }>(
  rows: readonly T[],
  changed: readonly Row[],
): readonly T[] => {
  const told = new Map(
    changed.filter(({ kind, edited }) => kind === 'deleted' || edited !== undefined).map((row) => [row.id, row]),
  );
  const isStale = ({ quote }: T): boolean => quote !== undefined && told.has(quote.id);
  if (told.size === 0 || !rows.some(isStale)) return rows;
  return rows.map((row) => {
    const answered = row.quote && told.get(row.quote.id);
    return answered === undefined ? row : { ...row, quote: quoteOf(answered) };
  });
};
