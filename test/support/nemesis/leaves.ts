import type { DeviceKey, EntryId, RoomKey } from '../../../common/model/index.ts';
import { undoTime } from '../../../common/protocol/chat/index.ts';

/** What one device was asked for in one room. */
interface Asked {
  /** Leaving at once, and not signed yet as far as one knows. */
  atOnce: number;
  /** When it was asked to leave in such a way that it can be undone: its own monotonic clock. */
  since: number | undefined;
  /** The same of one that was followed by leaving at once: on a hung disk it may have been signed before, and come there later. */
  replaced: number | undefined;
}

/** Nobody leaves who was not asked to, nor before it can no longer be undone; and what was undone leaves no trace. */
export class LeavesBook {
  readonly #violated: (what: string) => void;
  readonly #asked = new Map<string, Asked>();
  readonly #signed = new Set<EntryId>();
  /** Somebody stayed who had seemed to leave. */
  undone = false;

  constructor(violated: (what: string) => void) {
    this.#violated = violated;
  }

  /** It was asked to leave, at once or, since then, in such a way that it can be undone. */
  leave(device: DeviceKey, room: RoomKey, since?: number): void {
    const asked = this.#of(device, room);
    if (since === undefined) {
      asked.atOnce++;
      asked.replaced ??= asked.since;
    }
    asked.since = since;
  }

  /** It was told that this has been undone. */
  undo(device: DeviceKey, room: RoomKey): void {
    const asked = this.#of(device, room);
    this.undone ||= asked.since !== undefined;
    asked.since = undefined;
    asked.replaced = undefined;
  }

  /** An entry by which the device leaves the room is on its own disk; `now` by its monotonic clock. */
  signed(device: DeviceKey, room: RoomKey, entry: EntryId, now: number): void {
    if (this.#signed.has(entry)) return;
    this.#signed.add(entry);
    const asked = this.#of(device, room);
    if (asked.since !== undefined && now - asked.since >= undoTime) asked.since = undefined;
    else if (asked.atOnce > 0) asked.atOnce--;
    else if (asked.replaced !== undefined && now - asked.replaced >= undoTime) asked.replaced = undefined;
    else
      this.#violated(
        asked.since === undefined
          ? 'somebody left who was not asked to, or had stayed after all'
          : `somebody left after ${now - asked.since} ms, when it could still be undone`,
      );
  }

  #of(device: DeviceKey, room: RoomKey): Asked {
    const key = device + room;
    const asked = this.#asked.get(key) ?? { atOnce: 0, since: undefined, replaced: undefined };
    this.#asked.set(key, asked);
    return asked;
  }
}
