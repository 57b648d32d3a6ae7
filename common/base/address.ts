import { compareBytes } from './bytes.ts';
import type { Addr } from './env.ts';

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

/** The one form in which addresses are compared and stored (links.md, Addresses); undefined if it is not a literal address. */
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
