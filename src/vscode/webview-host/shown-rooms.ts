import { AppError } from '../../../common/base/index.ts';
import type { EntryId, RoomKey } from '../../../common/model/index.ts';
import type { Calls } from '../../../common/protocol/chat/index.ts';
import { findRow } from './find-row.ts';

/** What a page says of the conversation before may still be on its way; the last of a draft there always is. */
const remembered = 4;

/** The conversations that one page shows: it may speak of nothing else. */
export class ShownRooms {
  readonly #current: () => RoomKey | undefined;
  #given: readonly RoomKey[] = [];

  constructor(current: () => RoomKey | undefined) {
    this.#current = current;
  }

  /** The page has been told a picture of it. */
  add(room: RoomKey): void {
    this.#given = [room, ...this.#given.filter((one) => one !== room)].slice(0, remembered);
  }

  /** Throws AppError ROOM_UNKNOWN. */
  assertShown(room: RoomKey): void {
    if (!this.#all().has(room)) throw new AppError('ROOM_UNKNOWN', 'the page shows another conversation');
  }

  /** Rejects with AppError, ENTRY_UNKNOWN if the message stands in none of them. */
  async assertHolds(service: Pick<Calls, 'history'>, entry: EntryId): Promise<void> {
    for (const room of this.#all()) if (await findRow(service, room, entry)) return;
    throw new AppError('ENTRY_UNKNOWN', 'the page shows no such message');
  }

  #all(): ReadonlySet<RoomKey> {
    const current = this.#current();
    return new Set(current === undefined ? this.#given : [current, ...this.#given]);
  }
}
