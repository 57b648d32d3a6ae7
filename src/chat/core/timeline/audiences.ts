import type { IdentityKey, Loaded, RoomKey } from '../../../../common/model/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Projection } from '../replication/projection.ts';
import type { SideWrites } from '../replication/side-writes.ts';
import { AudienceLists } from './audience-lists.ts';

/** Who gets what I write, in each conversation: kept with the first message that names a list. */
export class Audiences implements Projection {
  readonly #me: IdentityKey;
  readonly #memberships: Memberships;
  readonly #byRoom = new Map<RoomKey, AudienceLists>();

  constructor(me: IdentityKey, memberships: Memberships) {
    this.#me = me;
    this.#memberships = memberships;
  }

  load({ audiences }: Pick<Loaded, 'audiences'>): void {
    for (const audience of audiences) this.#of(audience.room).load(audience);
  }

  committing({ room }: Conversation): SideWrites | undefined {
    const audiences = this.#byRoom.get(room)?.unsaved(room) ?? [];
    return audiences.length === 0 ? undefined : { audiences };
  }

  written({ room }: Conversation): void {
    this.#byRoom.get(room)?.saved();
  }

  forgotten(room: RoomKey): void {
    this.#byRoom.delete(room);
  }

  /** The version for a message of mine that is committed now; none in the self room. */
  current(conversation: Conversation): number | undefined {
    if (conversation.stored.kind === 'self') return undefined;
    const others = [...this.#memberships.members(conversation).keys()].filter((one) => one !== this.#me);
    return this.#of(conversation.room).versionFor(others);
  }

  /** Undefined for a message that was kept before there were lists. */
  of(room: RoomKey, version: number | undefined): readonly IdentityKey[] | undefined {
    return this.#byRoom.get(room)?.of(version);
  }

  #of(room: RoomKey): AudienceLists {
    const known = this.#byRoom.get(room) ?? new AudienceLists();
    this.#byRoom.set(room, known);
    return known;
  }
}
