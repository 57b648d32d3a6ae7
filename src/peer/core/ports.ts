import type { Addr } from '../../../common/base/index.ts';
import type { Certificate, DeviceKey, IdentityKey } from '../../../common/model/index.ts';
import type { PeerKnobs } from './knobs.ts';

/** Which queue of a link a frame waits in (links.md, Sending). */
export type Lane = 'live' | 'have' | 'catchup';

/** A device worth being linked with. */
export interface Target {
  readonly device: DeviceKey;
  readonly identity: IdentityKey;
  /** In any order; the dialler sorts them. */
  readonly addresses: readonly Addr[];
}

/** What the peer asks and tells whoever uses the links. */
export interface LinkEvents {
  /** May this device be linked with? `verdict` is called once, at once or within 5 s. */
  judge(certificate: Certificate, verdict: (accepted: boolean) => void): void;
  /** A link to the device is authenticated and in use: HAVE may go out. Also after a change of route. */
  onUse(certificate: Certificate): void;
  /** The last link to the device has ended. */
  onDown(device: DeviceKey): void;
  /** HAVE, WANT, ENTRIES or CERTS, raw. Throwing ends the link with BYE PROTOCOL. */
  onFrame(device: DeviceKey, type: number, body: Uint8Array): void;
}

export interface PeerEvents {
  onListening(port: number): void;
  /** Nobody can dial us; we can still dial. */
  onListenFailed(why: string): void;
  onLinksChanged(): void;
}

export interface PeerOptions {
  readonly me: Certificate;
  /** Port 0 takes any. Without a host, all addresses. `orAny`: another port will do if this one cannot be had. */
  readonly listen: { readonly host?: string; readonly port: number; readonly orAny?: boolean };
  readonly limits?: Partial<PeerKnobs>;
}

/** One device that we are linked with, over whichever route. */
export interface LinkSummary {
  readonly device: DeviceKey;
  readonly identity: IdentityKey;
  readonly username: string;
  readonly route: 'direct';
  /** Wall clock, milliseconds. */
  readonly since: number;
}
