import type { AnnotationTarget, Entry } from '../model/index.ts';
import type { ContentBody } from './bodies.ts';
import { isAnchor } from './entry-codec.ts';

/**
 * What a content entry says about another one; undefined for a line of its own. A DELETE counts only if it is an anchor, signed
 * itself: so it can be shown alone to whoever asks where a body is.
 */
export const annotationOf = (
  entry: Pick<Entry, 'signature'>,
  body: ContentBody | undefined,
): AnnotationTarget | undefined => {
  switch (body?.kind) {
    case 'EDIT':
      return { kind: 'EDIT', entry: body.entry };
    case 'DELETE':
      return isAnchor(entry) ? { kind: 'DELETE', entry: body.entry, edits: body.edits ?? [] } : undefined;
    case 'REACT':
      return { kind: 'REACT', entry: body.entry, emoji: body.emoji };
    case 'MESSAGE':
    case 'CLOCK':
    case undefined:
      return undefined;
  }
};
