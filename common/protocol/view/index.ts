export { viewCommands, type ViewCommand } from './commands.ts';
export { viewLimits } from './limits.ts';
export { hourCycleOf } from './snapshot.ts';
export type {
  Appearance,
  ConversationItem,
  Delta,
  FailedMessage,
  Header,
  Member,
  Preview,
  Screen,
  Snapshot,
} from './snapshot.ts';
export type { FindResult, HistoryResult, Place } from './history.ts';
export type {
  Answer,
  ForwardedVerb,
  HostVerb,
  RequestVerb,
  RawViewParamsOf,
  Refusal,
  RefusalDetails,
  SlashResult,
  NotificationVerb,
  ViewParamsOf,
  ViewReplyOf,
  ViewVerb,
} from './verbs.ts';
export {
  windowFocus,
  request,
  delta,
  focusComposer,
  focusMessages,
  reveal,
  snapshot,
  notification,
  type PageMessage,
} from './messages.ts';
