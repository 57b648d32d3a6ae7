/** What both ends agree on (links.md, Transport). */
export const tlsOptions = {
  ALPNProtocols: ['p2pchat/1'] as [string],
  minVersion: 'TLSv1.3',
} as const;
