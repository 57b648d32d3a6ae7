export { openChat } from './open.ts';
export type { OpenOptions } from '../engine/index.ts';
export { LocalTracker } from './local-tracker.ts';
