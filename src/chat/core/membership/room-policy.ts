import { limits, type Certificate, type Entry, type LogKind } from '../../../../common/model/index.ts';
import { trackerLimits } from '../../../../common/protocol/tracker/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { EntryPolicy, Scope } from '../replication/policy.ts';

/** What members of a conversation may bring, and what they are given: who is one decides. */
export class RoomPolicy implements EntryPolicy {
  readonly #me: Certificate;

  constructor(me: Certificate) {
    this.#me = me;
  }

  mayTake(conversation: Conversation, kind: LogKind, author: Certificate, run: readonly Entry[]): boolean {
    const last = run.at(-1)?.seq ?? 0;
    if (kind === 'content')
      return (
        this.wantsContent(conversation, author) &&
        last < (conversation.membership?.cutoffs.get(author.device) ?? Infinity)
      );
    if (this.isOwner(conversation, author)) return last < limits.ownerControlEntries;
    // identities cost nothing: what strangers together can make everybody keep and evaluate has a bound too
    const all = conversation.operationCount + run.length;
    return last < limits.controlEntries && all <= trackerLimits.operationsPerRoom;
  }

  wantsContent(conversation: Conversation, author: Certificate = this.#me): boolean {
    return !conversation.closed && conversation.has(this.#me.identity) && conversation.has(author.identity);
  }

  scopeFor(conversation: Conversation, peer: Certificate): Scope {
    if (!conversation.has(peer.identity)) return 'none';
    // a closed room is read-only and a room I left is no longer mine to pass on, but both facts must still travel
    return this.wantsContent(conversation) ? 'all' : 'control';
  }

  isOwner({ membership }: Conversation, author: Certificate): boolean {
    return membership?.owner === author.identity;
  }
}
