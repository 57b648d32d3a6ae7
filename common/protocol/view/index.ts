export { viewCommands, viewLimits } from './verbs.ts';
export type {
  Appearance,
  Connection,
  ConversationItem,
  Delivery,
  Delta,
  Failed,
  DiskState,
  Header,
  HistoryParams,
  HistoryResult,
  Member,
  NewSince,
  Place,
  Presence,
  Row,
  Screen,
  SendParams,
  SendResult,
  Snapshot,
  ViewCommand,
} from './verbs.ts';
export type { AmendResult, EditParams, ReactParams } from './amending.ts';
export type { FindParams, FindResult } from './finding.ts';
export type { Missing } from './missing.ts';
export type { Who } from './who.ts';
export {
  attention,
  command,
  copyLink,
  copyText,
  delta,
  deleteMessage,
  discard,
  draft,
  edit,
  find,
  focus,
  focusComposer,
  focusMessages,
  history,
  insertCode,
  open,
  openLink,
  react,
  ready,
  retry,
  reveal,
  seen,
  send,
  snapshot,
  typing,
  undoDelete,
} from './messages.ts';
export { findMentions, type Mention } from './mentions.ts';
export { quoteOf, type Quote } from './quote.ts';
export type { Reaction } from './reaction.ts';
export { codeRanges, type Range } from './code-ranges.ts';
export { fold, foldWithPlaces, placesOf, type Folded } from './fold.ts';
export { isUnknownSlash, parseSlash, slashNames, type SlashCommand } from './slash.ts';
