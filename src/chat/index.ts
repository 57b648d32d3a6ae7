export type { ChatService, Credentials } from './api.ts';
export type {
  Account,
  Amendment,
  ChatEvent,
  ChatState,
  Conversation,
  ConversationMember,
  HistoryPage,
  HistoryQuery,
  LinkInfo,
  ListedRoom,
  NewSince,
  OwnPresence,
  Person,
} from './core/state.ts';
export { LocalChat, type Conversations } from './service.ts';
export type { ChatPorts, LinkEvents, Links, Store, Target, Tracker } from './core/ports.ts';
