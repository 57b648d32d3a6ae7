export { viewCommands, type ViewCommand } from './commands.ts';
export { viewLimits } from './limits.ts';
export type {
  Appearance,
  ConversationItem,
  Delta,
  Failed,
  Header,
  Member,
  Preview,
  Screen,
  Snapshot,
} from './snapshot.ts';
export type { FindResult, HistoryResult, Place } from './history.ts';
export type {
  Answer,
  CallVerb,
  RawViewParamsOf,
  Refusal,
  RefusalDetails,
  SlashDone,
  TellVerb,
  ViewParamsOf,
  ViewReplyOf,
  ViewVerb,
} from './verbs.ts';
export { attention, call, delta, focusComposer, focusMessages, reveal, snapshot, tell, type Wire } from './messages.ts';
