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
export { chatLimits } from './limits.ts';
export type {
  KeyedChange,
  KeyedSlice,
  KeyOf,
  MemberOf,
  PlainChange,
  PlainSlice,
  PlainSlices,
  Revisions,
  Slice,
  SliceChange,
} from './slices.ts';
export type { Call, CallId, CallReply, ClientPort, EnginePort, FromEngine, Port, ToEngine } from './port.ts';
export {
  alwaysErrors,
  callsOf,
  verbs,
  type Calls,
  type Done,
  type Handlers,
  type PageVerb,
  type ParamsOf,
  type RawParamsOf,
  type ReplyOf,
  type Verb,
} from './verbs.ts';
