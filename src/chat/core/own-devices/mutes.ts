import { compareOrder } from '../../../../common/log/index.ts';
import type { MuteMark, RoomKey } from '../../../../common/model/index.ts';

/** Which conversations are muted: of each the MUTE that is last in the order of the self room counts. */
export class Mutes {
  readonly #marks = new Map<RoomKey, MuteMark>();

  has(room: RoomKey): boolean {
    return this.#marks.get(room)?.muted ?? false;
  }

  take(mark: MuteMark): void {
    const before = this.#marks.get(mark.room);
    if (before === undefined || compareOrder(mark.order, before.order) > 0) this.#marks.set(mark.room, mark);
  }
}
