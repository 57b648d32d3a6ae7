import type { Have } from '../../../../common/protocol/peer/index.ts';
import type { LogId } from '../../../../common/model/index.ts';
import type { PeerSession } from './peer-session.ts';
import { mergeRecords } from './have-sender.ts';

/**
 * Keeps what a peer says of a conversation that I do not know yet: another device of mine may have joined it a moment ago.
 * A link brings everything held once, so what is forgotten now is not said again.
 */
export const stashHave = ({ unclaimed: early }: PeerSession, { room, records }: Have): void => {
  const known = early.get(room) ?? new Map();
  early.set(room, known);
  mergeRecords(known, records);
};

/** The conversation is known now: all that was said of it before, as one statement. */
export const claimHaves = ({ unclaimed: early }: PeerSession, room: LogId): Have | undefined => {
  const known = early.get(room);
  if (known === undefined) return undefined;
  early.delete(room);
  return { room, full: true, more: false, records: [...known.values()] };
};
