import { limits, type StoredEntry } from '../model/index.ts';

/** When an entry was written, as far as that can be believed, milliseconds since 1970. */
export const displayTime = ({ entry, received }: StoredEntry): number =>
  Math.min(entry.clock.ms, received + limits.shownAhead);
