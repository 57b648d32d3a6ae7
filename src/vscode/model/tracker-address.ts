import { isIP } from 'node:net';
import { t } from '../text.ts';

const defaultPort = 6060;

export type ParsedAddress =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly message: string };

/**
 * The address of a tracker as a person types it: "192.168.1.20", "lab:6060", "wss://chat.example.org".
 * Without a scheme it is `ws:` on this computer and in private networks, otherwise `wss:`.
 */
export const parseTrackerAddress = (text: string): ParsedAddress => {
  const typed = text.trim();
  const scheme = /^(wss?):\/\//i.exec(typed)?.[1]?.toLowerCase();
  const url = URL.parse(scheme ? typed : `ws://${typed}`);
  if (
    !url ||
    !/^wss?:$/.test(url.protocol) ||
    !url.hostname ||
    url.username ||
    url.search ||
    url.hash ||
    url.pathname !== '/'
  )
    return { ok: false, message: t('Type an address such as 192.168.1.20:6060 or wss://chat.example.org.') };
  const near = isNear(url.hostname);
  if (scheme === 'ws' && !near)
    return {
      ok: false,
      message: t('Unencrypted connections (ws:) only work on this computer or a private network. Use wss: instead.'),
    };
  if (scheme === 'wss' || !near) return { ok: true, url: `wss://${url.host}` };
  return { ok: true, url: `ws://${url.hostname}:${url.port || portTyped(typed) || defaultPort}` };
};

/** Port 80 is dropped by URL as the default of `ws:`. */
const portTyped = (typed: string): string => /:(\d+)\/?$/.exec(typed.replace(/^ws:\/\//i, ''))?.[1] ?? '';

/** This computer or a private network: an address of such a range, or a name without a domain. */
const isNear = (hostname: string): boolean => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) === 6) return host === '::1' || /^f[cd]|^fe[89ab]/i.test(host);
  if (isIP(host) === 0) return !host.includes('.') || /\.(local|localhost|lan|home\.arpa)$/i.test(host);
  const [a = 0, b = 0] = host.split('.').map(Number);
  return (
    a === 127 ||
    a === 10 ||
    (a === 192 && b === 168) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
};
