import type { NotificationType, RequestType } from 'vscode-messenger-common';
import type { AmendResult, EditParams, ReactParams } from './amending.ts';
import type { FindParams, FindResult } from './finding.ts';
import type { Delta, HistoryParams, HistoryResult, SendParams, SendResult, Snapshot, ViewCommand } from './verbs.ts';

// page -> host
/** The page is there, or has missed something: answer with `snapshot`. */
export const ready: NotificationType<void> = { method: 'ready' };
export const send: RequestType<SendParams, SendResult> = { method: 'send' };
/** Sends once more what the host keeps. */
export const retry: RequestType<{ room: string; key: string }, SendResult> = { method: 'retry' };
/** Lets go of what the host keeps. */
export const discard: NotificationType<{ room: string; key: string }> = { method: 'discard' };
export const edit: RequestType<EditParams, AmendResult> = { method: 'edit' };
export const react: RequestType<ReactParams, AmendResult> = { method: 'react' };
/** Deletes a message in a moment, unless `undoDelete` comes first; meanwhile every page is told so (`deleting`). Whether that of another is meant, the host asks. */
export const deleteMessage: NotificationType<{ room: string; entry: string }> = { method: 'deleteMessage' };
export const undoDelete: NotificationType<{ entry: string }> = { method: 'undoDelete' };
export const history: RequestType<HistoryParams, HistoryResult> = { method: 'history' };
/** Looks for a text in a part of the history; the page asks again for the next part, or does not. */
export const find: RequestType<FindParams, FindResult> = { method: 'find' };
/** I am writing: said at most once in three seconds. */
export const typing: NotificationType<{ room: string }> = { method: 'typing' };
/** Puts a link to a message, or to the conversation, into the clipboard. */
export const copyLink: NotificationType<{ room: string; entry?: string }> = { method: 'copyLink' };
/** Everything in the conversation has been on screen, with the page visible and the window in use. */
export const seen: NotificationType<{ room: string }> = { method: 'seen' };
export const draft: NotificationType<{ room: string; text: string }> = { method: 'draft' };
/** Show another conversation in this page (sidebar only). Empty = back to the list. */
export const open: NotificationType<{ room: string }> = { method: 'open' };
/** Run one of the extension's own commands, on a conversation or a person (username) if it is about one. */
export const command: NotificationType<{ command: ViewCommand; room?: string; user?: string }> = { method: 'command' };
/** The focus entered or left the page or its composer (context keys). */
export const focus: NotificationType<{ chat: boolean; composer: boolean }> = { method: 'focus' };
/** Puts something shown into the clipboard. */
export const copyText: NotificationType<{ text: string }> = { method: 'copyText' };
/** Puts code of a message where the cursor of the editor is. */
export const insertCode: NotificationType<{ text: string }> = { method: 'insertCode' };
/** Opens a link of a message outside, once the person has seen where it leads. */
export const openLink: NotificationType<{ url: string }> = { method: 'openLink' };

// host -> page
export const snapshot: NotificationType<Snapshot> = { method: 'snapshot' };
export const delta: NotificationType<Delta> = { method: 'delta' };
/** Put the focus into the composer. */
export const focusComposer: NotificationType<void> = { method: 'focusComposer' };
/** Put the focus into the list of messages. */
export const focusMessages: NotificationType<void> = { method: 'focusMessages' };
/** Bring this message on screen and put the focus on it. */
export const reveal: NotificationType<{ entry: string }> = { method: 'reveal' };
/** The editor's window got or lost the focus, wherever in it: only then somebody may be reading. Told after every `ready`. */
export const attention: NotificationType<{ focused: boolean }> = { method: 'attention' };
