import { compareOrder } from '../../../../common/log/index.ts';
import type { RoomKey, RoomPreference } from '../../../../common/model/index.ts';

type Name = RoomPreference['name'];

/** What a person wants of each conversation, on all devices: of each wish the entry that is last in the order of the self room counts. */
export class Preferences {
  readonly #marks = new Map<string, RoomPreference>();
  #now: number;

  /** `now`: milliseconds since 1970. */
  constructor(now: number) {
    this.#now = now;
  }

  /** Until then nothing ends, whatever the clock says: so nothing changes that nobody is told of. */
  moveTo(now: number): void {
    this.#now = now;
  }

  /** 0: not wanted. 1: wanted. More: wanted until then, milliseconds since 1970. */
  value(room: RoomKey, name: Name): number {
    const value = this.#marks.get(keyOf(room, name))?.value ?? 0;
    return value > 1 && value <= this.#now ? 0 : value;
  }

  has(room: RoomKey, name: Name): boolean {
    return this.value(room, name) > 0;
  }

  /** What ends by itself after `since` and not before, and when. */
  endings(since: number): readonly { readonly room: RoomKey; readonly at: number }[] {
    return [...this.#marks.values()]
      .filter(({ value }) => value > 1 && value > since)
      .map(({ room, value }) => ({ room, at: value }));
  }

  apply(mark: RoomPreference): void {
    const key = keyOf(mark.room, mark.name);
    const before = this.#marks.get(key);
    if (before === undefined || compareOrder(mark.order, before.order) > 0) this.#marks.set(key, mark);
  }
}

const keyOf = (room: RoomKey, name: Name): string => room + name;
