import type { Certificate, DeviceKey, IdentityKey } from '../../../common/model/index.ts';
import type { NameAuthority } from '../../../common/log/index.ts';
import type { PeerConfig } from './config.ts';

export interface PeerEvents {
  onListening(port: number): void;
  /** Nobody can dial us; we can still dial. */
  onListenFailed(why: string): void;
  onLinksChanged(): void;
}

export interface PeerOptions {
  readonly me: Certificate;
  /** Whom this tracker does not vouch for is no peer. */
  readonly authority: NameAuthority;
  /** Port 0 takes any. Without a host, all addresses. `orAny`: another port will do if this one cannot be had. */
  readonly listen: { readonly host?: string; readonly port: number; readonly orAny?: boolean };
  readonly limits?: Partial<PeerConfig>;
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
