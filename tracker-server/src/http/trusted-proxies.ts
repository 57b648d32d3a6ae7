import { BlockList } from 'node:net';
import { canonicalHost } from '../../../common/base/index.ts';

/** Programs that pass people on to the tracker, and say in X-Forwarded-For whom. */
export class TrustedProxies {
  readonly #ranges = new BlockList();

  /** Adds an address or a range in CIDR notation; false if it is none. */
  add(text: string): boolean {
    const [, host = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
    const address = canonicalHost(host);
    if (address === undefined) return false;
    const bits = address.includes(':') ? 128 : 32;
    if (prefix !== undefined && Number(prefix) > bits) return false;
    this.#ranges.addSubnet(address, Number(prefix ?? bits), familyOf(address));
    return true;
  }

  /** `address` in canonical form. */
  has(address: string): boolean {
    return address !== '' && this.#ranges.check(address, familyOf(address));
  }

  /**
   * Whose connection it is: the last hop that no trusted proxy is, since only what they have added can be believed. What a proxy says that
   * is no address (`unknown`) leaves it at the proxy.
   * @param socket the address at the other end of the socket
   * @param forwarded X-Forwarded-For, if there is one
   */
  clientOf(socket: string, forwarded: string | undefined): string {
    let client = canonicalHost(socket) ?? '';
    const hops = forwarded?.split(',') ?? [];
    while (this.has(client)) {
      const hop = addressOf(hops.pop() ?? '');
      if (hop === undefined) break;
      client = hop;
    }
    return client;
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

/** Some proxies add a port. */
const addressOf = (hop: string): string | undefined => {
  const text = hop.trim();
  const [, bracketed, plain] = /^\[([^\]]+)\](?::\d+)?$|^([^:]+):\d+$/.exec(text) ?? [];
  return canonicalHost(bracketed ?? plain ?? text);
};
