import { compareBytes, type Addr, type Iface } from '../../../common/base/index.ts';
import type { LinkClass } from '../../../common/protocol/peer/index.ts';

const parseV4 = (text: string): Uint8Array | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return Uint8Array.from(parts, Number);
};

const parseV6 = (text: string): Uint8Array | undefined => {
  const dot = text.lastIndexOf(':') + 1;
  const tail = text.includes('.') ? parseV4(text.slice(dot)) : new Uint8Array(0);
  if (tail === undefined) return undefined;
  const head = tail.length === 0 ? text : text.slice(0, dot) + groupsOf(tail).join(':');
  const halves = head.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
};

const groupsOf = (bytes: Uint8Array): string[] =>
  Array.from({ length: bytes.length / 2 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );

const mapped = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255);

/** 4 or 16 bytes of a literal address, IPv4-mapped ones unwrapped; undefined for names and zones. */
export const hostBytes = (text: string): Uint8Array | undefined => {
  const bytes = text.includes(':') ? parseV6(text) : parseV4(text);
  const isMapped = bytes?.length === 16 && compareBytes(bytes.subarray(0, 12), mapped) === 0;
  return isMapped ? bytes.subarray(12) : bytes;
};

/** The one form in which addresses are compared and stored (links.md); undefined if it is not a literal address. */
export const canonicalHost = (text: string): string | undefined => {
  const bytes = hostBytes(text.replace(/%.*$/, ''));
  if (bytes === undefined) return undefined;
  if (bytes.length === 4) return bytes.join('.');
  const groups = groupsOf(bytes).join(':');
  // RFC 5952: the longest run of two or more zero groups, the first of equals
  const runs = [...groups.matchAll(/\b0(?::0\b)+/g)].toSorted((a, b) => b[0].length - a[0].length);
  const run = runs[0];
  if (run === undefined) return groups;
  return `${groups.slice(0, run.index).replace(/:$/, '')}::${groups.slice(run.index + run[0].length).replace(/^:/, '')}`;
};

/** "host:port" with IPv6 in brackets, as in an address record. */
export const formatAddress = ({ host, port }: Addr): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** Undefined for anything but a literal address with a port from 1 to 65535. */
export const parseAddress = (text: string): Addr | undefined => {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = canonicalHost(bracketed ?? plain ?? '');
  const port = Number(digits);
  return host === undefined || !(port >= 1 && port <= 65_535) ? undefined : { host, port };
};

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

export type Reach = 'loopback' | 'linkLocal' | 'private' | 'global' | 'none';

/** How far an address reaches. `none`: not for a connection (unspecified, multicast). */
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

/** Best first: my own networks, then the rest of the world, then private addresses that are probably somebody else's. */
export const dialOrder = (addresses: readonly Addr[], interfaces: readonly Iface[]): Addr[] => {
  const rank = ({ host }: Addr): number => {
    if (classOf(host, interfaces) === 0) return 0;
    return reachOf(hostBytes(host) ?? new Uint8Array(4)) === 'global' ? 1 : 2;
  };
  return addresses.toSorted((a, b) => rank(a) - rank(b));
};
