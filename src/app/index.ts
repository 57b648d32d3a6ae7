export { openChat } from './open.ts';
export type { OpenOptions } from './options.ts';
export { LocalTracker } from './local-tracker.ts';
export { compose, type Composed, type ComposeOptions, type TrackerLink } from './compose.ts';
