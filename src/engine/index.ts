export { compose, type Composed, type ComposeOptions, type TrackerLink } from './compose.ts';
export { EngineCore, type Attached, type ConnectOptions, type EngineEnv } from './core/engine-core.ts';
export { StatePublisher, type StateSource } from './core/state-publisher.ts';
export { Engine } from './engine.ts';
export { atMost } from './node-env.ts';
export type { OpenOptions } from './options.ts';
