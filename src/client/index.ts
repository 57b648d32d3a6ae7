export { openService, type ChatService, type RunningEngine, type ServiceOptions, type SpawnEngine } from './service.ts';
export { ClientCore, type ClientEvents } from './core/client-core.ts';
export { Supervisor, type EngineStatus, type SupervisorPorts } from './core/supervisor.ts';
