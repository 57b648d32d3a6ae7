import {
  overOf,
  standingOf,
  type Membership,
  type Operation,
  type Roster,
  type Standing,
} from '../../../../common/membership/index.ts';
import type { Certificate, IdentityKey, StoredRoom } from '../../../../common/model/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import { Names } from '../replication/names.ts';
import type { RoomRecords } from '../tracker/room-records.ts';

type Partner = NonNullable<StoredRoom['partner']>;

interface Evaluated {
  readonly operations: readonly Operation[];
  readonly membership: Membership | undefined;
}

const nothing: Evaluated = { operations: [], membership: undefined };

/** Who is in each conversation, and what I am there. Of rooms by their control entries: `MembershipRunner` evaluates them. */
export class Memberships implements RoomRecords {
  readonly #me: Pick<Certificate, 'identity' | 'username'>;
  readonly #names: Pick<Names, 'of'>;
  /** Goes with its conversation. */
  readonly #evaluated = new WeakMap<Conversation, Evaluated>();

  constructor(me: Pick<Certificate, 'identity' | 'username'>, names: Pick<Names, 'of'> = new Names()) {
    this.#me = me;
    this.#names = names;
  }

  set(conversation: Conversation, evaluated: Evaluated): void {
    this.#evaluated.set(conversation, evaluated);
  }

  /** Undefined while the GENESIS of the room is not here; other conversations have none. */
  of(conversation: Conversation): Membership | undefined {
    return this.#of(conversation).membership;
  }

  operations(conversation: Conversation): readonly Operation[] {
    return this.#of(conversation).operations;
  }

  owner(conversation: Conversation): IdentityKey | undefined {
    return this.of(conversation)?.owner;
  }

  /** Empty for one that is not there. */
  nameOf(conversation: Conversation | undefined): string {
    if (conversation === undefined) return '';
    const { partner } = conversation.stored;
    return partner === undefined ? (this.of(conversation)?.name ?? '') : this.#nameOf(partner);
  }

  /** Who takes part, by identity; two people in a direct conversation, I alone in the self room. */
  members(conversation: Conversation): ReadonlyMap<IdentityKey, string> {
    const { partner, kind } = conversation.stored;
    if (kind === 'group') return this.of(conversation)?.members ?? new Map();
    return new Map([
      [this.#me.identity, this.#me.username],
      ...(partner === undefined ? [] : [[partner.identity, this.#nameOf(partner)] as const]),
    ]);
  }

  has(conversation: Conversation, identity: IdentityKey): boolean {
    const { partner, kind } = conversation.stored;
    if (kind !== 'group') return identity === partner?.identity || identity === this.#me.identity;
    return this.of(conversation)?.members.has(identity) ?? false;
  }

  /** For the access policy. */
  roster(conversation: Conversation): Roster {
    return {
      closed: this.of(conversation)?.closed ?? false,
      has: (identity) => this.has(conversation, identity),
    };
  }

  /** What I am in it. */
  standing(conversation: Conversation): Standing {
    const { kind } = conversation.stored;
    return kind === 'group' ? standingOf(this.of(conversation), this.#me.identity) : { kind, mine: false };
  }

  /** Nobody writes there any more, as far as I am concerned. */
  isOver(conversation: Conversation | undefined): boolean {
    return conversation !== undefined && overOf(this.standing(conversation).readOnly) !== undefined;
  }

  /** I am or was in it, or have asked to be. */
  takesPart(conversation: Conversation): boolean {
    if (conversation.stored.kind !== 'group' || this.has(conversation, this.#me.identity)) return true;
    return this.operations(conversation).some(({ author }) => author.identity === this.#me.identity);
  }

  #nameOf({ identity, username }: Partner): string {
    return this.#names.of(identity) ?? username;
  }

  #of(conversation: Conversation): Evaluated {
    return this.#evaluated.get(conversation) ?? nothing;
  }
}
