import type { AuthorKey, DeviceKey, IdentityKey } from './ids.ts';

/** A device certificate (W1), decoded: a device and its identity say of each other that they belong together. */
export interface DeviceCertificate {
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
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

/** A device certificate and what the tracker says of its person's name, which go together always. `bytes` is what travels. */
export interface Certificate extends DeviceCertificate {
  /** Device and identity: what it is kept by, and whose entries count with it. */
  readonly author: AuthorKey;
  readonly username: string;
  readonly name: NameRecord;
  readonly own: DeviceCertificate;
}

/** Where a device can be reached, as it says itself (W10). `addresses` are "host:port", IPv6 in brackets. */
export interface AddressRecord {
  readonly device: DeviceKey;
  readonly made: number;
  readonly expires: number;
  readonly addresses: readonly string[];
  readonly bytes: Uint8Array;
}
