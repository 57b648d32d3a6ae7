import { effectiveClocks } from '../../../common/log/index.ts';
import type { AsideLog, StoredEntry, StoredHead } from '../../../common/model/index.ts';

/** Entries of one log, ascending, each with its effective clock. */
const timed = (log: readonly StoredEntry[]) => {
  const clocks = effectiveClocks(log.map(({ entry }) => entry));
  return log.map((stored, i) => ({ ...stored, clock: clocks[i] ?? stored.entry.clock }));
};

/** What is hidden of one log, ascending. */
export const asideLog = (log: readonly StoredEntry[]): AsideLog | undefined => {
  const hidden = timed(log).filter(({ aside }) => aside === 'hidden');
  const [first] = hidden;
  if (first === undefined) return undefined;
  const { room, kind, author, entry, clock } = first;
  const count = hidden.filter(
    ({ about, silent, entry: { body } }) => about === undefined && silent === undefined && body !== undefined,
  ).length;
  return { room, kind, author, from: entry.seq, count, ms: clock.ms };
};

/** How far one log is followed, if that is not all of it. */
export const inSightOf = (log: readonly StoredEntry[]): Pick<StoredHead, 'inSight'> => {
  const all = timed(log);
  const at = all.findIndex(({ aside }) => aside !== undefined);
  if (at === -1) return {};
  const below = all[at]?.entry.seq ?? 0;
  return { inSight: { below, clock: all[at - 1]?.clock ?? { ms: 0, count: 0 } } };
};
