import type { DeviceKey, RoomKey, SeenMark } from '../../../../common/model/index.ts';

/**
 * What has been read: for each log of each conversation a count that never falls. Of conversations too that only another
 * device of mine knows yet.
 */
export class ReadMarks {
  readonly #seen = new Map<RoomKey, Map<DeviceKey, number>>();
  /** What the self room does not say yet. */
  readonly #pending = new Map<RoomKey, Set<DeviceKey>>();

  load(marks: readonly SeenMark[]): void {
    for (const { room, device, seen, told } of marks) {
      this.of(room).set(device, seen);
      if (told < seen) this.queue(room, device);
    }
  }

  /** Of one conversation, by log; goes on to change. */
  of(room: RoomKey): Map<DeviceKey, number> {
    const known = this.#seen.get(room) ?? new Map<DeviceKey, number>();
    this.#seen.set(room, known);
    return known;
  }

  /** Answers whether that is more than before. */
  advance(room: RoomKey, device: DeviceKey, seen: number): boolean {
    const logs = this.of(room);
    if (seen <= (logs.get(device) ?? 0)) return false;
    logs.set(device, seen);
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
        const seen = this.of(room).get(device) ?? 0;
        return { room, device, seen, told: seen };
      }),
    );
    this.#pending.clear();
    return owed;
  }
}
