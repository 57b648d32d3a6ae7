import { BoundedMap, type Addr, type Env } from '../../../../common/base/index.ts';
import {
  limits,
  type AddressRecord,
  type Certificate,
  type DeviceKey,
  type IdentityKey,
  type Loaded,
  type ReachedDevice,
} from '../../../../common/model/index.ts';
import { addressesIn, readAddressRecord } from './address-records.ts';
import type { Directory } from './directory.ts';

/** Milliseconds for which an address where a device has proved itself is worth a dial without the tracker's word. */
const dayMs = 24 * 3_600_000;
const reachedFor = 7 * dayMs;

interface ReachedParts {
  readonly env: Pick<Env, 'clock' | 'crypto'>;
  readonly directory: Pick<Directory, 'get'>;
  isLinked(device: DeviceKey): boolean;
  /** Onto the disk. */
  keep(reached: ReachedDevice): void;
}

interface Reached {
  readonly record: AddressRecord;
  readonly at: number;
}

/**
 * Where devices could be reached when they proved themselves last. It outlives the program: two that both start anew find each
 * other, tracker or not.
 */
export class ReachedDevices {
  readonly #parts: ReachedParts;
  readonly #byDevice = new BoundedMap<DeviceKey, Reached>(limits.reachedDevices);

  constructor(parts: ReachedParts) {
    this.#parts = parts;
  }

  /** What our own store gives back. */
  load({ reached }: Pick<Loaded, 'reached'>): void {
    for (const { device, record: bytes, at } of reached) {
      const record = readAddressRecord(this.#parts.env.crypto, device, bytes);
      if (record !== undefined) this.#byDevice.set(device, { record, at });
    }
  }

  /** A device of somebody I share a conversation with has proved itself: strangers would only push out those. */
  onLinked({ identity, device }: Pick<Certificate, 'identity' | 'device'>): void {
    const record = this.#parts.directory.get(identity)?.devices.get(device)?.record;
    if (record !== undefined) this.#note(record);
  }

  /** The tracker knows other addresses of somebody, some of whose devices are kept. */
  onAddresses(identity: IdentityKey): void {
    for (const { device, record } of this.#parts.directory.get(identity)?.devices.values() ?? [])
      if (record !== undefined && this.#byDevice.has(device) && this.#parts.isLinked(device)) this.#note(record);
  }

  addresses(device: DeviceKey): readonly Addr[] {
    const known = this.#byDevice.get(device);
    if (known === undefined || this.#parts.env.clock.wall() - known.at > reachedFor) return [];
    return addressesIn(known.record);
  }

  #note(record: AddressRecord): void {
    const { device, made, bytes } = record;
    const at = this.#parts.env.clock.wall();
    const before = this.#byDevice.get(device);
    this.#byDevice.set(device, { record, at });
    // that it was reached again is worth a write once a day
    const isNews = before === undefined || before.record.made !== made || at - before.at > dayMs;
    if (isNews) this.#parts.keep({ device, record: bytes, at });
  }
}
