import type { DeviceKey, PeerHave, RoomKey } from '../../../../common/model/index.ts';

/** A peer device holds the entries below `prefix`, and its person has read those below `read`. */
export type Acknowledged = Pick<PeerHave, 'prefix' | 'read'>;

/** Something about the log of a device of mine, as each peer device says it, by conversation. */
export class PeerMarks<T> {
  readonly #byRoom = new Map<RoomKey, Map<DeviceKey, Map<DeviceKey, T>>>();

  get(room: RoomKey, peer: DeviceKey, device: DeviceKey): T | undefined {
    return this.#byRoom.get(room)?.get(peer)?.get(device);
  }

  set(room: RoomKey, peer: DeviceKey, device: DeviceKey, mark: T): void {
    const peers = this.#byRoom.get(room) ?? new Map<DeviceKey, Map<DeviceKey, T>>();
    this.#byRoom.set(room, peers);
    const marks = peers.get(peer) ?? new Map<DeviceKey, T>();
    peers.set(peer, marks.set(device, mark));
  }

  /** Of one conversation, by peer device. */
  of(room: RoomKey): ReadonlyMap<DeviceKey, ReadonlyMap<DeviceKey, T>> {
    return this.#byRoom.get(room) ?? new Map();
  }

  forget(room: RoomKey): void {
    this.#byRoom.delete(room);
  }
}
