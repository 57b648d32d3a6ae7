import type { Entry } from '../../../common/model/index.ts';

const less = (a: Entry['clock'], b: Entry['clock']): boolean => a.ms < b.ms || (a.ms === b.ms && a.count < b.count);

/**
 * The one order of a conversation, as trust.md, Order, words it and without the product's help: by the smallest clock among an entry
 * and the later ones of its log, then by device, then by place.
 */
export const inOrder = (entries: readonly Entry[]): readonly Entry[] => {
  const placed: { readonly entry: Entry; readonly clock: Entry['clock'] }[] = [];
  for (const log of Map.groupBy(entries, ({ device }) => device).values()) {
    let clock = { ms: Infinity, count: 0 };
    for (const entry of log.toSorted((a, b) => b.seq - a.seq)) {
      if (less(entry.clock, clock)) ({ clock } = entry);
      placed.push({ entry, clock });
    }
  }
  placed.sort((a, b) => {
    if (less(a.clock, b.clock)) return -1;
    if (less(b.clock, a.clock)) return 1;
    if (a.entry.device !== b.entry.device) return a.entry.device < b.entry.device ? -1 : 1;
    return a.entry.seq - b.entry.seq;
  });
  return placed.map(({ entry }) => entry);
};
