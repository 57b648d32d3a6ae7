import { compareHlc, tipOf } from '../../../../common/log/index.ts';
import type { DeviceKey, Hlc, RoomKey, SeenMark } from '../../../../common/model/index.ts';
import type { Conversation } from '../replication/conversation.ts';

/**
 * What has been read: for each log of each conversation a count that never falls; also for rooms that this device has not joined
 * yet.
 */
export class ReadMarks {
  readonly #seen = new Map<RoomKey, Map<DeviceKey, number>>();
  /** What the self room does not say yet. */
  readonly #pending = new Map<RoomKey, Set<DeviceKey>>();

  load(marks: readonly SeenMark[]): void {
    for (const { room, device, seen, told } of marks) {
      this.#set(room, device, seen);
      if (told < seen) this.queue(room, device);
    }
  }

  /** Of one conversation, by log. */
  of(room: RoomKey): ReadonlyMap<DeviceKey, number> {
    return this.#seen.get(room) ?? new Map();
  }

  /** Content entries of a log below this have been looked at, on whichever device of mine. */
  seen(room: RoomKey, device: DeviceKey): number {
    return this.#seen.get(room)?.get(device) ?? 0;
  }

  /** The latest clock in logs whose entries have all been looked at. */
  clockOf({ room, logs }: Conversation, isMine: (device: DeviceKey) => boolean): Hlc {
    const seen = this.#seen.get(room);
    let latest: Hlc = { ms: 0, count: 0 };
    for (const [device, { pending }] of logs.content) {
      const { prefix, clock } = tipOf(pending);
      const isRead = isMine(device) || (seen?.get(device) ?? 0) >= prefix;
      if (isRead && compareHlc(clock, latest) > 0) latest = clock;
    }
    return latest;
  }

  /** Answers whether that is more than before. */
  advance(room: RoomKey, device: DeviceKey, seen: number): boolean {
    if (seen <= this.seen(room, device)) return false;
    this.#set(room, device, seen);
    return true;
  }

  /** This is to be told to my other devices. */
  queue(room: RoomKey, device: DeviceKey): void {
    this.#pending.set(room, (this.#pending.get(room) ?? new Set()).add(device));
  }

  get hasPending(): boolean {
    return this.#pending.size > 0;
  }

  /** What is to be told, once. */
  drain(): readonly SeenMark[] {
    const owed = [...this.#pending].flatMap(([room, devices]) =>
      [...devices].map((device) => {
        const seen = this.seen(room, device);
        return { room, device, seen, told: seen };
      }),
    );
    this.#pending.clear();
    return owed;
  }

  #set(room: RoomKey, device: DeviceKey, seen: number): void {
    const logs = this.#seen.get(room) ?? new Map<DeviceKey, number>();
    this.#seen.set(room, logs.set(device, seen));
  }
}
