import type { LogCoverage } from './log-coverage.ts';

/** Entries `from` to `to - 1` of a log. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What somebody says that it holds: 0 to prefix - 1, and from to to - 1. */
type Claimed = Range & { readonly prefix: number };

/** What they hold of a log and I do not, ascending. */
export const missingRanges = ({ prefix, ahead }: Pick<LogCoverage, 'prefix' | 'ahead'>, theirs: Claimed): Range[] => {
  const mine = [{ from: 0, to: prefix }, ...ahead, { from: Infinity, to: Infinity }];
  return mine.slice(1).flatMap((next, i) => {
    const gap = { from: mine[i]?.to ?? 0, to: next.from };
    return [{ from: 0, to: theirs.prefix }, theirs]
      .map(({ from, to }) => ({ from: Math.max(from, gap.from), to: Math.min(to, gap.to) }))
      .filter(({ from, to }) => from < to);
  });
};
