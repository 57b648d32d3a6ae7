export { Peer } from './core/peer.ts';
export { defaultConfig, type PeerConfig } from './core/config.ts';
export type { LinkSummary, PeerEvents, PeerOptions } from './core/ports.ts';
export { localAddresses, teamHosts } from './node/interfaces.ts';
export { nodeNet } from './node/node-net.ts';
