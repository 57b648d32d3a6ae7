import type { Certificate, LinkVerdict } from '../../../../common/model/index.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Memberships } from './memberships.ts';

/** Whom I know: my own devices, members of my rooms, people I have a direct conversation with. The tracker vouches for the others. */
export class LinkPolicy {
  readonly #me: Certificate;
  readonly #conversations: Conversations;
  readonly #memberships: Memberships;

  constructor(me: Certificate, conversations: Conversations, memberships: Memberships) {
    this.#me = me;
    this.#conversations = conversations;
    this.#memberships = memberships;
  }

  authorize({ identity }: Certificate): LinkVerdict {
    if (identity === this.#me.identity) return 'known';
    for (const conversation of this.#conversations.all)
      if (this.#memberships.has(conversation, identity)) return 'known';
    return 'stranger';
  }
}
