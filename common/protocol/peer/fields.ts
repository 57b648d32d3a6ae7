import { layout, type Layout } from '../../base/index.ts';
import { beyondSeq } from './limits.ts';

/** A place in a log, or a number of entries. */
export const seq: Layout<number> = layout.checked(
  layout.uint(8),
  (value) => value < beyondSeq,
  'sequence number too large',
);
