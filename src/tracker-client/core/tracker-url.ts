import { AppError } from '../../../common/base/index.ts';
import { isLoopbackHost, isPrivateHost, isPublicLiteral } from './hosts.ts';

export interface TrackerUrl {
  /** `ws://host:port` or `wss://host:port`, normalised. */
  readonly url: string;
  /** Without TLS: only for this machine and private networks, and shown as such. */
  readonly insecure: boolean;
  /** On this machine. */
  readonly loopback: boolean;
}

const defaultPort = 6060;
const shape = /^(?:(wss?):\/\/)?(\[[0-9a-f:.]+\]|[^\s/:?#[\]@%]+)(?::(\d{1,5}))?\/?$/i;
const bareV6 = /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i;

/**
 * What a person types for a tracker: `host`, `host:port`, `ws://…` or `wss://…`, IPv6 in brackets or bare. Without a
 * scheme it is ws: where that may be, otherwise wss:. Undefined if it is no such thing.
 */
export const parseTrackerUrl = (text: string): TrackerUrl | undefined => {
  const trimmed = text.trim();
  const [, scheme, written, port] = shape.exec(bareV6.test(trimmed) ? `[${trimmed}]` : trimmed) ?? [];
  // URL knows the one way to write an address or an international name
  const host = written === undefined ? undefined : URL.parse(`ws://${written}`)?.hostname;
  const number = port === undefined ? defaultPort : Number(port);
  if (host === undefined || host === '' || host.length > 253 || number < 1 || number > 65_535) return undefined;
  const insecure = scheme === undefined ? isPrivateHost(host) : scheme.toLowerCase() === 'ws';
  return { url: `${insecure ? 'ws' : 'wss'}://${host}:${number}`, insecure, loopback: isLoopbackHost(host) };
};

/** The shortest text that means this address to `parseTrackerUrl`: what one tells a teammate. */
export const typedAddress = (url: string): string => {
  const bare = url.replace(/^wss?:\/\//, '');
  return parseTrackerUrl(bare)?.url === parseTrackerUrl(url)?.url ? bare : url;
};

/** The address to connect to. AppError BAD_REQUEST if it is none, or a plain one on the open internet. */
export const checkTrackerUrl = (text: string): TrackerUrl => {
  const parsed = parseTrackerUrl(text);
  if (parsed === undefined)
    throw new AppError('BAD_REQUEST', `"${text.slice(0, 200)}" is not the address of a tracker.`);
  if (parsed.insecure && isPublicLiteral(hostOf(parsed.url))) throw plainRefused();
  return parsed;
};

/** Names can only be judged once they are resolved: the socket does that with this. */
export const plainRefused = (): AppError =>
  new AppError(
    'BAD_REQUEST',
    'Unencrypted connections (ws:) only work on this computer or a private network. Use wss: instead.',
  );

const hostOf = (url: string): string => url.slice(url.indexOf('//') + 2, url.lastIndexOf(':'));
