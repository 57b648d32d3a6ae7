import { hostBytes } from './address.ts';

/** How far an address reaches. `none`: not for a connection (unspecified, multicast). */
export type Reach = 'loopback' | 'linkLocal' | 'private' | 'global' | 'none';

/** Of 4 or 16 bytes, as `hostBytes` gives them. Overlay networks (100.64/10) are private. */
export const reachOf = (bytes: Uint8Array): Reach => {
  const [a = 0, b = 0] = bytes;
  if (bytes.length === 4) {
    if (a === 127) return 'loopback';
    if (a === 0 || a >= 224) return 'none';
    if (a === 169 && b === 254) return 'linkLocal';
    const shared = a === 100 && b >= 64 && b < 128;
    return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || shared ? 'private' : 'global';
  }
  if (a === 255) return 'none';
  if (a === 254 && (b & 0xc0) === 0x80) return 'linkLocal';
  if ((a & 0xfe) === 0xfc) return 'private';
  const low = bytes.subarray(0, 15).every((byte) => byte === 0) ? bytes[15] : undefined;
  if (low === 1) return 'loopback';
  return low === 0 ? 'none' : 'global';
};

const near: readonly (Reach | undefined)[] = ['loopback', 'linkLocal', 'private'];

/** Of a literal address, with or without a zone; undefined for a name. */
export const reachOfHost = (host: string): Reach | undefined => {
  const bytes = hostBytes(host.replace(/%.*$/, ''));
  return bytes && reachOf(bytes);
};

/** A literal address of this machine or of a private network, where a socket without TLS may go. False for names. */
export const isPrivateAddress = (address: string): boolean => near.includes(reachOfHost(address));
