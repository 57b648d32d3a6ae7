/** What both ends agree on (protocol.md section 2). */
export const tlsOptions = {
  ALPNProtocols: ['p2pchat/1'] as [string],
  minVersion: 'TLSv1.3',
} as const;
