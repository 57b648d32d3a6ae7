import { quoteOf } from '../../common/text/index.ts';
import type { Row } from '../../common/model/index.ts';

/** The same rows, but replies show what the messages they answer say now. The same array if there is nothing to change. */
export const requoted = (rows: readonly Row[], changed: readonly Row[]): readonly Row[] => {
  const told = new Map(
    changed.filter(({ kind, edited }) => kind === 'deleted' || edited !== undefined).map((row) => [row.id, row]),
  );
  const isStale = ({ quote }: Row): boolean => quote !== undefined && told.has(quote.id);
  if (told.size === 0 || !rows.some(isStale)) return rows;
  return rows.map((row) => {
    const answered = row.quote && told.get(row.quote.id);
    return answered === undefined ? row : { ...row, quote: quoteOf(answered) };
  });
};
