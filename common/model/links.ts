import type { Addr } from '../base/index.ts';
import type { Certificate } from './certificate.ts';
import type { DeviceKey, IdentityKey } from './ids.ts';

/** Which queue of a link a frame waits in, first to last; `signal`: small and few (links.md, Sending). */
export type Lane = 'signal' | 'live' | 'have' | 'catchup';

/** What somebody's clock showed, and the monotonic one here at that moment; milliseconds. */
export interface ClockReading {
  readonly wall: number;
  readonly mono: number;
}

/** A device worth being linked with. */
export interface Target {
  readonly device: DeviceKey;
  readonly identity: IdentityKey;
  /** In any order; the dialler sorts them. */
  readonly addresses: readonly Addr[];
}

/** What a device that has proved who it is may have: a `stranger` shares no conversation with me, and takes no place that others need. */
export type LinkVerdict = 'known' | 'stranger' | 'refused';

/** What the peer asks and tells whoever uses its links. */
export interface LinkEvents {
  /** May this device be linked with? */
  authorize(certificate: Certificate): LinkVerdict;
  /** A link to the device is authenticated and in use: HAVE may go out. Also after a change of route. */
  onUse(certificate: Certificate, time?: ClockReading): void;
  /** `requestRoom` said no, or a frame did not fit; now there is room again. */
  onDrained(device: DeviceKey): void;
  /** The last link to the device has ended. */
  onDown(device: DeviceKey): void;
  /** HAVE, WANT, ENTRIES, CERTS or TYPING, raw. Throwing an AppError ends the link with BYE PROTOCOL; anything else is a defect. */
  onFrame(device: DeviceKey, type: number, body: Uint8Array): void;
}
