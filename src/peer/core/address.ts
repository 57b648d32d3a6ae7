import { hostBytes, reachOf, type Addr, type Iface } from '../../../common/base/index.ts';
import type { LinkClass } from '../../../common/protocol/peer/index.ts';

const inPrefix = (a: Uint8Array, b: Uint8Array, length: number): boolean => {
  if (a.length !== b.length) return false;
  for (let bit = 0; bit < length; bit += 8) {
    const mask = length - bit >= 8 ? 255 : (255 << (8 - (length - bit))) & 255;
    if ((((a[bit / 8] ?? 0) ^ (b[bit / 8] ?? 0)) & mask) !== 0) return false;
  }
  return true;
};

/** 0 when the host lies on a network that I am on myself, a VPN not counted; else 1. */
export const classOf = (host: string, interfaces: readonly Iface[]): LinkClass => {
  const bytes = hostBytes(host);
  if (bytes === undefined) return 1;
  const near = interfaces.some((iface) => {
    const own = iface.overlay ? undefined : hostBytes(iface.host);
    return own !== undefined && inPrefix(bytes, own, iface.prefixLength);
  });
  return near ? 0 : 1;
};

/** Best first: my own networks, then the rest of the world, then private addresses that are probably somebody else's. */
export const dialOrder = (addresses: readonly Addr[], interfaces: readonly Iface[]): Addr[] => {
  const rank = ({ host }: Addr): number => {
    if (classOf(host, interfaces) === 0) return 0;
    return reachOf(hostBytes(host) ?? new Uint8Array(4)) === 'global' ? 1 : 2;
  };
  return addresses.toSorted((a, b) => rank(a) - rank(b));
};
