import { isPrivateAddress, reachOfHost } from './reach.ts';

/** Where a tracker is. */
export interface TrackerAddress {
  /** `ws://host:port` or `wss://host:port`, always with the port. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Without TLS: only for this machine and private networks, and shown as such. */
  readonly insecure: boolean;
  /** On this machine. */
  readonly loopback: boolean;
}

/** What is wrong with a text that should be an address. `plain`: without TLS on the open internet. */
export type AddressProblem = 'empty' | 'scheme' | 'path' | 'user' | 'port' | 'host' | 'plain';

/** That of a tracker, where the text has no scheme; with one it is the scheme's own. */
const defaultPort = 6060;
const schemePorts = { ws: 80, wss: 443 } as const;
const bareV6 = /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i;
/** What is copied with an address and not seen: space, byte order marks, marks of direction. */
const unseenEnds = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const hostLongest = 253;

/**
 * What a person types for a tracker, one rule for everybody who reads one: `host`, `host:port`, `ws://…` or `wss://…`, IPv6 in brackets or
 * bare; full-width letters and signs are those of another keyboard. Without a scheme it is `ws:` in private networks and `wss:` elsewhere, on port 6060; `wss://host` is port 443 and `ws://host` port 80.
 * A name without TLS is let through: only the socket learns where it leads.
 */
export const parseTrackerAddress = (text: string): TrackerAddress | AddressProblem => {
  const trimmed = text.normalize('NFKC').replaceAll(unseenEnds, '');
  if (trimmed === '') return 'empty';
  const [, written, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(trimmed) ?? [];
  const scheme = written?.toLowerCase();
  if (scheme !== undefined && scheme !== 'ws' && scheme !== 'wss') return 'scheme';
  const target = rest.replace(/\/$/, '');
  if (/[/?#\\]/.test(target)) return 'path';
  if (target.includes('@')) return 'user';
  const [, typed = '', digits] =
    /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(bareV6.test(target) ? `[${target}]` : target) ?? [];
  const port = digits === undefined ? portOf(scheme) : /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  const host = hostOf(typed);
  if (host === undefined || reach(host) === 'none') return 'host';
  if (port < 1 || port > 65_535) return 'port';
  const insecure = scheme === undefined ? isPrivateHost(host) : scheme === 'ws';
  if (insecure && reach(host) === 'global') return 'plain';
  return { url: `${insecure ? 'ws' : 'wss'}://${host}:${port}`, host, port, insecure, loopback: isLoopbackHost(host) };
};

/** The shortest text that means this address to `parseTrackerAddress`: what one tells a teammate. */
export const typedAddress = (url: string): string => {
  const meant = parseTrackerAddress(url);
  if (typeof meant === 'string') return url;
  const short = `${meant.host}:${meant.port}`;
  const again = parseTrackerAddress(short);
  return typeof again !== 'string' && again.url === meant.url ? short : meant.url;
};

const portOf = (scheme: 'ws' | 'wss' | undefined): number => (scheme === undefined ? defaultPort : schemePorts[scheme]);

/** The one way to write it: URL knows addresses and international names. */
const hostOf = (typed: string): string | undefined => {
  if (typed === '' || /[\s%]/.test(typed)) return undefined;
  const host = URL.parse(`ws://${typed}`)?.hostname ?? '';
  return host === '' || host.length > hostLongest ? undefined : host;
};

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

const reach = (host: string): ReturnType<typeof reachOfHost> => reachOfHost(bare(host));

/** A host as it stands in a URL. A name without a dot, or under a domain that is never public, counts as private. */
const isPrivateHost = (host: string): boolean =>
  reach(host) === undefined
    ? !host.includes('.') || /\.(?:localhost|local|lan|internal|home\.arpa)$/.test(host)
    : isPrivateAddress(bare(host));

/** This machine itself, by name or address. */
const isLoopbackHost = (host: string): boolean => reach(host) === 'loopback' || /^(?:.+\.)?localhost$/.test(host);
