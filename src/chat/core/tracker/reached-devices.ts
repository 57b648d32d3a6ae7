import { parseAddress, type Addr, type Env } from '../../../../common/base/index.ts';
import { decodeAddressRecord, verifyAddressRecord } from '../../../../common/log/index.ts';
import type {
  AddressRecord,
  Certificate,
  DeviceKey,
  IdentityKey,
  Loaded,
  ReachedDevice,
} from '../../../../common/model/index.ts';
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
  readonly #byDevice = new Map<DeviceKey, Reached>();

  constructor(parts: ReachedParts) {
    this.#parts = parts;
  }

  /** What our own store gives back. */
  load({ reached }: Pick<Loaded, 'reached'>): void {
    for (const { record: bytes, at } of reached) {
      const record = decodeAddressRecord(bytes);
      if (verifyAddressRecord(this.#parts.env.crypto, record)) this.#byDevice.set(record.device, { record, at });
    }
  }

  /** A device has proved itself. */
  onLinked({ identity, device }: Pick<Certificate, 'identity' | 'device'>): void {
    const record = this.#parts.directory.get(identity)?.devices.get(device)?.record;
    if (record !== undefined) this.#note(record);
  }

  /** The tracker knows other addresses of somebody. */
  onAddresses(identity: IdentityKey): void {
    for (const { device, record } of this.#parts.directory.get(identity)?.devices.values() ?? [])
      if (record !== undefined && this.#parts.isLinked(device)) this.#note(record);
  }

  addresses(device: DeviceKey): readonly Addr[] {
    const known = this.#byDevice.get(device);
    if (known === undefined || this.#parts.env.clock.wall() - known.at > reachedFor) return [];
    return known.record.addresses.flatMap((text) => parseAddress(text) ?? []);
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
