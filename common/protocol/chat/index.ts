export type {
  Account,
  ChatState,
  Connection,
  Conversation,
  ConversationMember,
  DiskState,
  LinkInfo,
  Namesakes,
  ListedRoom,
  Person,
} from './state.ts';
export type { Amendment, ChatEvent } from './events.ts';
export type { HistoryPage } from './history.ts';
export type { OwnPresence } from '../tracker/index.ts';
export { chatLimits } from './limits.ts';
export { undoTime } from './undo.ts';
export { verb, type Reply, type VerbDefinition } from './verb.ts';
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
  StateChange,
} from './slices.ts';
export type { Call, CallId, CallReply, ClientPort, EnginePort, FromEngine, Port, ToEngine } from './port.ts';
export {
  alwaysErrors,
  callsOf,
  type AccountVerb,
  type Calls,
  type ChatHandlers,
  type Credentials,
  type Done,
  type Handlers,
  type PageVerb,
  type ParamsOf,
  type RawParamsOf,
  type ReplyOf,
  type UncommandedVerb,
  type Verb,
} from './calls.ts';
export { verbs } from './verbs.ts';
export type {
  ConnectOptions,
  EngineStart,
  FromEngineControl,
  Handling,
  HostSockets,
  LastWord,
  SlowStep,
  RefusedDevice,
  SocketNews,
  SocketWish,
  ToEngineControl,
} from './control.ts';
export { engineLimits } from './engine-limits.ts';
export { portOf, type NodePort } from './message-port.ts';
export { resolveRoom } from './resolve-room.ts';
export { resolveUser } from './resolve-user.ts';
