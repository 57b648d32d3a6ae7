import { limits, type StoredEntry } from '../model/index.ts';
import { decodeContent } from './bodies.ts';

/** When an entry was written, as far as that can be believed, milliseconds since 1970. It decides no order. */
export const displayTime = ({ kind, entry, received }: StoredEntry): number => {
  const body = kind === 'content' && entry.body !== undefined ? decodeContent(entry.body) : undefined;
  const { at = entry.clock.ms } = body !== undefined && 'at' in body ? body : {};
  return Math.min(at, received + limits.shownAhead);
};
