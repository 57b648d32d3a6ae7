import { maxControlEntries, sharedScope, annotationCounts, type Scope } from '../../../../common/membership/index.ts';
import { type Certificate, type Entry, type LogKind } from '../../../../common/model/index.ts';
import { trackerLimits } from '../../../../common/protocol/tracker/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Memberships } from './memberships.ts';
import type { EntryPolicy } from '../replication/policy.ts';

/** What members of a conversation may bring, and what they are given: who is one decides. */
export class RoomPolicy implements EntryPolicy {
  readonly #me: Certificate;
  readonly #memberships: Memberships;

  constructor(me: Certificate, memberships: Memberships) {
    this.#me = me;
    this.#memberships = memberships;
  }

  mayTake(conversation: Conversation, kind: LogKind, author: Certificate, run: readonly Entry[]): boolean {
    const last = run.at(-1)?.seq ?? 0;
    if (kind === 'content')
      return (
        this.wantsContent(conversation, author) &&
        last < (this.#memberships.of(conversation)?.cutoffs.get(author.author) ?? Infinity)
      );
    const owner = this.#memberships.owner(conversation);
    if (last >= maxControlEntries(author.identity, owner)) return false;
    // identities cost nothing: what strangers together can make everybody keep and evaluate has a bound too
    const all = this.#memberships.operations(conversation).length + run.length;
    return author.identity === owner || all <= trackerLimits.operationsPerRoom;
  }

  wantsContent(conversation: Conversation, author: Certificate = this.#me): boolean {
    return sharedScope(this.#memberships.roster(conversation), this.#me.identity, author.identity) === 'all';
  }

  heardFrom(conversation: Conversation, peer: Certificate): Scope {
    if (this.scopeFor(conversation, peer) === 'all') return 'all';
    // whoever was invited, or comes back, brings the proof himself
    return conversation.has('control') ? 'control' : 'none';
  }

  scopeFor(conversation: Conversation, peer: Certificate): Scope {
    return sharedScope(this.#memberships.roster(conversation), this.#me.identity, peer.identity);
  }

  deletionCounts(conversation: Conversation, by: Certificate, author: Certificate | undefined): boolean {
    const owner = this.#memberships.owner(conversation);
    return annotationCounts('DELETE', by.identity, { author: author?.identity, owner });
  }
}
