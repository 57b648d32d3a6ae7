export { openService, type ChatService, type ServiceOptions } from './service.ts';
export { ClientCore, type ClientEvents } from './core/client-core.ts';
