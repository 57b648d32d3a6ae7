import type { Audience, IdentityKey, RoomKey } from '../../../../common/model/index.ts';

/**
 * Who but me was in a conversation when messages of mine were committed here: lists that are never changed, each for the messages that
 * name its version. So who comes or goes later changes no receipt.
 */
export class AudienceLists {
  #lists: (readonly IdentityKey[])[] = [];
  #saved = 0;

  /** From the store, ascending. */
  load({ version, members }: Audience): void {
    this.#lists[version] = members;
    this.#saved = this.#lists.length;
  }

  /** The version for what is committed now, among these. */
  versionFor(members: Iterable<IdentityKey>): number {
    const now = [...members].sort();
    const last = this.#lists.at(-1);
    if (last?.length === now.length && now.every((one, i) => one === last[i])) return this.#lists.length - 1;
    return this.#lists.push(now) - 1;
  }

  /** Undefined for a message that was kept before there were lists. */
  of(version: number | undefined): readonly IdentityKey[] | undefined {
    return this.#lists[version ?? 0];
  }

  /** What must be kept with the next message. */
  unsaved(room: RoomKey): readonly Audience[] {
    const from = this.#saved;
    return this.#lists.slice(from).map((members, i) => ({ room, version: from + i, members }));
  }

  saved(): void {
    this.#saved = this.#lists.length;
  }
}
