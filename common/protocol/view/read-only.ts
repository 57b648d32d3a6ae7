/** Why somebody cannot write in a conversation: it was deleted, they left it, they wait to get in, or it wants a newer program. */
export type ReadOnly = 'closed' | 'left' | 'waiting' | 'newer';

/** Nobody writes there any more, as far as I am concerned, and how that came; undefined where it may still be written in. */
export const overOf = (readOnly: ReadOnly | undefined): 'closed' | 'left' | undefined =>
  readOnly === 'closed' || readOnly === 'left' ? readOnly : undefined;
