import type { DeviceKey, IdentityKey } from './ids.ts';

/** A device certificate (W1), decoded and checked. `bytes` is what travels. */
export interface Certificate {
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  readonly username: string;
  readonly deviceName: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly bytes: Uint8Array;
}

/** What a tracker says of a name (W12), decoded: this identity registered it here. `bytes` is what travels. */
export interface NameRecord {
  /** 64 hex digits. */
  readonly tracker: string;
  readonly identity: IdentityKey;
  /** Milliseconds since 1970. */
  readonly made: number;
  /** As registered. */
  readonly username: string;
  readonly bytes: Uint8Array;
}

/** Where a device can be reached, as it says itself (W10). `addresses` are "host:port", IPv6 in brackets. */
export interface AddressRecord {
  readonly device: DeviceKey;
  readonly made: number;
  readonly expires: number;
  readonly addresses: readonly string[];
  readonly bytes: Uint8Array;
}
