export type { ChatService } from './api.ts';
export { LocalChat, type Conversations } from './service.ts';
export type { ChatPorts, Links, Store, Tracker } from './core/ports.ts';
