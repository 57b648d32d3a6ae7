import type { Names } from '../calls.ts';
import type { Range } from '../ranges.ts';
import type { Inline, Mention } from './tree.ts';

/** How words are read. */
export interface Reading {
  readonly names: Names | undefined;
  /** `raw` = nothing but calls and addresses, and those are text; `bare` = what a backslash kept from meaning something means it. */
  readonly as: 'markup' | 'raw' | 'bare';
  /** A backslash here stands for nothing but itself (in UTF-16 units), or is left out because it has done something. */
  readonly isUsed: (backslash: number) => boolean;
}

export interface Scanned {
  readonly children: readonly Inline[];
  readonly mentions: readonly Mention[];
  readonly quiet: readonly Range[];
  /** Backslashes that may have kept the character behind them from meaning something. */
  readonly escapes: readonly number[];
  /** Places of characters that mean something and are not drawn. */
  readonly used: ReadonlySet<number>;
}
