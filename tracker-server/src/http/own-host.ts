import { reachOfHost } from '../../../common/base/index.ts';

/**
 * Whether a web page that led its name to this port, long after it was loaded (DNS rebinding), cannot ask by this Host: an address, a name of
 * this machine, or the one that it is known by. Nobody else is told who answers here.
 */
export const isOwnHost = (asked: string | undefined, publicUrl: string | undefined): boolean => {
  const host = hostOf(`http://${asked ?? ''}`);
  if (host === undefined) return false;
  const isAddress = reachOfHost(host.replace(/^\[(.*)\]$/, '$1')) !== undefined;
  return isAddress || /^(?:.+\.)?localhost$/.test(host) || (publicUrl !== undefined && host === hostOf(publicUrl));
};

const hostOf = (url: string): string | undefined => URL.parse(url.replace(/^ws/, 'http'))?.hostname;
