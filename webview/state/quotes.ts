import { quoteOf } from '../../common/text/index.ts';
import type { Quote, Row } from '../../common/model/index.ts';
import type { State } from './state.ts';

interface Quoting {
  readonly quote?: Quote;
}

const quoteIn = (one: Quoting): Quote | undefined => one.quote;

/** The same, but replies show what the messages they answer say now. The same array if there is nothing to change. */
export const updateQuotes = <T extends object>(replies: readonly T[], changed: readonly Row[]): readonly T[] => {
  const told = new Map(
    changed.filter(({ kind, edited }) => kind === 'deleted' || edited !== undefined).map((row) => [row.id, row]),
  );
  const isStale = (one: T): boolean => told.has(quoteIn(one)?.id ?? '');
  if (told.size === 0 || !replies.some(isStale)) return replies;
  return replies.map((one) => {
    const answered = told.get(quoteIn(one)?.id ?? '');
    return answered === undefined ? one : { ...one, quote: quoteOf(answered) };
  });
};

/** All that the page holds of replies: what is shown, what came below it, and what of mine is only here. */
export const withUpdatedQuotes = (state: State, changed: readonly Row[]): State => ({
  ...state,
  rows: updateQuotes(state.rows, changed),
  later: updateQuotes(state.later, changed),
  localRows: updateQuotes(state.localRows, changed),
});
