export type {
  Account,
  ChatEvent,
  ChatService,
  ChatState,
  Conversation,
  ConversationMember,
  Credentials,
  HistoryQuery,
  LinkInfo,
  ListedRoom,
  Person,
} from './api.ts';
export { LocalChat, type Conversations } from './service.ts';
export type { ChatPorts } from './core/chat-core.ts';
export type { LinkEvents, Links, Store, Target, Tracker } from './core/ports.ts';
