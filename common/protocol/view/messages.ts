import type { NotificationType, RequestType } from 'vscode-messenger-common';
import type { Answer, RequestVerb, RawViewParamsOf, NotificationVerb, ViewVerb } from './verbs.ts';
import type { Delta, Snapshot } from './snapshot.ts';

/** What a page says on the wire. */
export type PageMessage<V extends ViewVerb> = {
  [W in V]: { readonly verb: W; readonly params: RawViewParamsOf<W> };
}[V];

// page -> host
/** Asks for something, and is answered: never with an error of the messenger's own. */
export const request: RequestType<PageMessage<RequestVerb>, Answer<RequestVerb>> = { method: 'request' };
/** Says something that nobody answers: it may be the last word of a page. */
export const notification: NotificationType<PageMessage<NotificationVerb>> = { method: 'notification' };

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
export const windowFocus: NotificationType<{ focused: boolean }> = { method: 'windowFocus' };
