export { openInEditor } from './open-in-editor.ts';
export type { OpenOptions } from './engine-options.ts';
export { LocalTracker, type StartedTracker } from './local-tracker.ts';
export type { TrackerReach } from './tracker-process.ts';
export { askHealth, type Answer } from '../tracker-client/index.ts';
export { isFree } from './is-free.ts';
export { knownAccounts, type KnownAccount } from '../engine/index.ts';
