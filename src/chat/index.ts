export { ChatCore } from './core/chat-core.ts';
export type { ChatEvents } from './core/components.ts';
export type { ChatOverview, Overview } from './core/overview.ts';
export type { ChatPorts, Links, Store, Tracker } from './core/ports.ts';
