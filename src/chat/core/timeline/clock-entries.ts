import { encodeBody, nextClock, tipOf } from '../../../../common/log/index.ts';
import { postDenial } from '../../../../common/membership/index.ts';
import { limits, type Certificate } from '../../../../common/model/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';

interface ClockEntriesParts {
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly memberships: Memberships;
  readonly committer: Committer;
  readonly now: () => number;
}

/**
 * My clock was ahead and is right now: an entry that says nothing pulls what I wrote by it back into its place, for everybody, where
 * that is not left to my next message.
 */
export const writeClockEntries = ({ me, conversations, memberships, committer, now }: ClockEntriesParts): void => {
  const isAhead = (conversation: Conversation): boolean => {
    const log = conversation.logs.content.get(me.author);
    if (log === undefined) return false;
    const next = nextClock(now(), conversation.followed(me.author));
    return tipOf(log.pending).clock.ms > next.ms + limits.clockAgrees;
  };
  for (const conversation of conversations.all) {
    const mayWrite = conversation.stored.kind === 'self' || !postDenial(memberships.standing(conversation));
    if (!mayWrite || !isAhead(conversation)) continue;
    const body = encodeBody({ kind: 'CLOCK' });
    // what cannot be kept now is said by the next message
    committer.write({ conversation, kind: 'content', body, silent: true }).listen(
      () => {},
      () => {},
    );
  }
};
