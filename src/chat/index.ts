export { ChatCore, type ChatEvents } from './core/chat-core.ts';
export type { ChatOverview, Overview } from './core/overview.ts';
export type { ChatPorts, Links, Store, Tracker } from './core/ports.ts';
