export { openInEditor } from './open-in-editor.ts';
export type { OpenOptions } from './engine-options.ts';
export { LocalTracker } from './local-tracker.ts';
