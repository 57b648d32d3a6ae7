import type { Who } from './who.ts';

/** Messages that are known to exist and are not here. */
export interface Missing {
  readonly author: Who;
  readonly count: number;
  /** Who of those linked now has them, usernames. */
  readonly holders: readonly string[];
  /** Order of the row below; absent = they are the newest. */
  readonly before?: string;
}
