export { Peer } from './core/peer.ts';
export { defaultKnobs, type PeerKnobs } from './core/knobs.ts';
export type { LinkSummary, PeerEvents, PeerOptions } from './core/ports.ts';
export { localAddresses, teamHosts } from './node/interfaces.ts';
export { nodeNet } from './node/node-net.ts';
