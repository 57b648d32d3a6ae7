import { hostBytes, reachOfHost, toHex } from '../../../common/base/index.ts';

/** What limits per address count by: an IPv4 address, or the network (/64) of an IPv6 address, all of which one household may use. */
export const sourceOf = (address: string): string => {
  const bytes = hostBytes(address);
  if (bytes?.length !== 16 || reachOfHost(address) === 'loopback') return address;
  return `${toHex(bytes.subarray(0, 8))}/64`;
};
