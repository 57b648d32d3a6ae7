import { networkInterfaces } from 'node:os';
import {
  canonicalHost,
  compareBytes,
  hostBytes,
  isSharedNetwork,
  reachOf,
  reachOfHost,
  type Iface,
} from '../../../common/base/index.ts';
import { limits } from '../../../common/model/index.ts';

const tunnels = /^(tun|tap|wg|utun|ppp|tailscale|zt|nordlynx|gpd|vpn)/i;
const bridges = /^(docker|br-|veth|vEthernet|vboxnet|vmnet|virbr|lxc|podman)/i;

/** Every address of this machine in canonical form, without zones. */
export const interfaces = (): readonly Iface[] =>
  Object.entries(networkInterfaces()).flatMap(([name, infos = []]) =>
    infos.flatMap(({ address, cidr, internal }) => {
      const host = canonicalHost(address);
      const prefixLength = Number(cidr?.split('/')[1]);
      if (host === undefined || !Number.isInteger(prefixLength)) return [];
      const bytes = hostBytes(host) ?? new Uint8Array(4);
      const single = !internal && prefixLength === bytes.length * 8;
      return [{ name, host, prefixLength, overlay: single || tunnels.test(name) || isSharedNetwork(bytes) }];
    }),
  );

interface Known {
  readonly host: string;
  readonly bytes: Uint8Array;
  readonly rank: number;
}

/** Global IPv6, private IPv4, ULA, overlays, bridges; -1 is never announced (links.md, Addresses). */
const rankOf = ({ name, overlay }: Iface, bytes: Uint8Array, loopback: boolean): number => {
  const reach = reachOf(bytes);
  if (reach === 'loopback') return loopback ? 0 : -1;
  if (reach === 'none' || reach === 'linkLocal') return -1;
  if (bridges.test(name)) return 5;
  if (overlay) return 4;
  if (reach === 'global') return 1;
  return bytes.length === 4 ? 2 : 3;
};

/** The hosts to announce, at most 8. Loopback only while the tracker itself was reached over loopback. */
export const localAddresses = (all: readonly Iface[], loopback: boolean): readonly string[] => {
  const known = all
    .flatMap((iface): Known[] => {
      const bytes = hostBytes(iface.host);
      const rank = bytes === undefined ? -1 : rankOf(iface, bytes, loopback);
      return bytes === undefined || rank < 0 ? [] : [{ host: iface.host, bytes, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank);
  return known
    .filter(hasRoom)
    .slice(0, limits.addresses)
    .map(({ host }) => host);
};

/** At most 2 global IPv6 addresses of one /64: the rest are temporary ones. */
const hasRoom = ({ bytes, rank }: Known, index: number, all: readonly Known[]): boolean => {
  if (bytes.length === 4 || rank !== 1) return true;
  const same = (other: Known): boolean =>
    other.bytes.length === 16 && compareBytes(other.bytes.subarray(0, 8), bytes.subarray(0, 8)) === 0;
  return all.slice(0, index).filter(same).length < 2;
};

/** Addresses that a person reads to others, at most 3. */
const maxTeam = 3;

/**
 * IPv4 hosts by which others reach a tracker that listens on all of them, the likeliest first: networks before tunnels, no bridges. No
 * public ones: it has no TLS, and without that nobody's editor takes a public address.
 */
export const teamHosts = (all: readonly Iface[] = interfaces()): readonly string[] =>
  all
    .filter(({ name, host }) => host.includes('.') && !bridges.test(name) && reachOfHost(host) === 'private')
    .toSorted((a, b) => Number(a.overlay) - Number(b.overlay))
    .slice(0, maxTeam)
    .map(({ host }) => host);
