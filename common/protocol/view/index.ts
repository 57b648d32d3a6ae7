export { viewCommands, viewLimits } from './verbs.ts';
export type {
  Connection,
  ConversationItem,
  Delivery,
  Delta,
  Header,
  Member,
  OlderParams,
  OlderResult,
  Row,
  Screen,
  SendParams,
  SendResult,
  Snapshot,
  ViewCommand,
  Who,
} from './verbs.ts';
export {
  attention,
  command,
  delta,
  draft,
  focus,
  focusComposer,
  older,
  open,
  ready,
  seen,
  send,
  snapshot,
} from './messages.ts';
export { parseSlash, type SlashCommand } from './slash.ts';
