import type { HostSockets } from '../../../common/protocol/chat/index.ts';

/** What the editor knows of proxies. */
export interface ProxySettings {
  /** `http.proxy` */
  readonly proxy: string;
  /** `http.proxySupport` */
  readonly support: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const variables = ['http_proxy', 'https_proxy', 'all_proxy'] as const;

/**
 * Which sockets to trackers this thread opens, the only one that the editor's proxy counts for. One that is set counts for all of them. That of
 * the system, and certificates that only the system knows, cannot be asked for, and concern what leaves the own network: TLS.
 */
export const hostSockets = ({ proxy, support, env }: ProxySettings): HostSockets => {
  if (support === 'off') return 'none';
  const named = variables.flatMap((name) => [env[name], env[name.toUpperCase()]]).some(Boolean);
  return proxy !== '' || named ? 'all' : 'secure';
};
