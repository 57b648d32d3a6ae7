export { compose, type Composed, type ComposeOptions, type TrackerLink } from './compose.ts';
export { EngineCore, type Attached, type EngineEnv } from './core/engine-core.ts';
export { StatePublisher, type StateSource } from './core/state-publisher.ts';
export { EngineServer, type EngineHome } from './serve-engine.ts';
export { teamHosts } from '../peer/index.ts';
export { knownAccounts, type KnownAccount } from '../identity/index.ts';
