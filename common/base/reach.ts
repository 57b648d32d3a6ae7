import ipaddr from 'ipaddr.js';
import { hostBytes } from './address.ts';

/** How far an address reaches. `none`: not for a connection (unspecified, multicast, reserved for later). */
export type Reach = 'loopback' | 'linkLocal' | 'private' | 'global' | 'none';

/** By the ranges of the library; those that are not here are public, or lead there. Overlay networks (100.64/10) are private. */
const reaches: Readonly<Record<string, Reach>> = {
  loopback: 'loopback',
  linkLocal: 'linkLocal',
  private: 'private',
  carrierGradeNat: 'private',
  uniqueLocal: 'private',
  unspecified: 'none',
  multicast: 'none',
  broadcast: 'none',
};
const later = ipaddr.parseCIDR('240.0.0.0/4');

const rangeOf = (bytes: Uint8Array): string => {
  const address = ipaddr.fromByteArray([...bytes]);
  // the library calls documentation, benchmarks and this reserved alike; fake names of proxies live in those
  return address.kind() === 'ipv4' && address.match(later) ? 'broadcast' : address.range();
};

/** Of 4 or 16 bytes, as `hostBytes` gives them. */
export const reachOf = (bytes: Uint8Array): Reach => reaches[rangeOf(bytes)] ?? 'global';

/** Of networks that carriers and overlays share: 100.64/10. */
export const isSharedNetwork = (bytes: Uint8Array): boolean => rangeOf(bytes) === 'carrierGradeNat';

const near: readonly (Reach | undefined)[] = ['loopback', 'linkLocal', 'private'];

/** Of a literal address, with or without a zone; undefined for a name. */
export const reachOfHost = (host: string): Reach | undefined => {
  const bytes = hostBytes(host.replace(/%.*$/, ''));
  return bytes && reachOf(bytes);
};

/** A literal address of this machine or of a private network, where a socket without TLS may go. False for names. */
export const isPrivateAddress = (address: string): boolean => near.includes(reachOfHost(address));
