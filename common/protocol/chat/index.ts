export type {
  Account,
  ChatState,
  Connection,
  Conversation,
  ConversationMember,
  DiskState,
  LinkInfo,
  ListedRoom,
  Person,
} from './state.ts';
export type { Amendment, ChatEvent } from './events.ts';
export type { HistoryPage, HistoryQuery } from './history.ts';
export type { Credentials } from './credentials.ts';
export type { OwnPresence } from '../tracker/index.ts';
