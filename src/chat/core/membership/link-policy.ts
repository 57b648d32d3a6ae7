import type { Certificate } from '../../../../common/model/index.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Memberships } from './memberships.ts';
import type { Tracker } from '../ports.ts';

/**
 * Who may be linked with: my own devices, members of my rooms, people I have a direct conversation with; of anybody else the
 * tracker must confirm that the username belongs to the identity (trust.md, Keys and accounts). Without a tracker strangers are refused.
 */
export class LinkPolicy {
  readonly #me: Certificate;
  readonly #conversations: Conversations;
  readonly #memberships: Memberships;
  readonly #tracker: Tracker;

  constructor(me: Certificate, conversations: Conversations, memberships: Memberships, tracker: Tracker) {
    this.#me = me;
    this.#conversations = conversations;
    this.#memberships = memberships;
    this.#tracker = tracker;
  }

  authorize({ identity, username }: Certificate, verdict: (accepted: boolean) => void): void {
    if (this.#knows(identity)) return verdict(true);
    this.#tracker.request('LOOKUP', { user: username }).listen(
      ({ peer }) => verdict(peer.identity === identity),
      () => verdict(false),
    );
  }

  #knows(identity: Certificate['identity']): boolean {
    if (identity === this.#me.identity) return true;
    for (const conversation of this.#conversations.all) if (this.#memberships.has(conversation, identity)) return true;
    return false;
  }
}
