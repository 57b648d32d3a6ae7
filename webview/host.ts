import { HOST_EXTENSION } from 'vscode-messenger-common';
import { Messenger, type VsCodeApi } from 'vscode-messenger-webview';
import {
  windowFocus,
  request,
  delta,
  focusComposer,
  focusMessages,
  reveal,
  snapshot,
  notification,
  type Answer,
  type RequestVerb,
  type Delta,
  type RawViewParamsOf,
  type Snapshot,
  type NotificationVerb,
  type PageMessage,
} from '../common/protocol/view/index.ts';
import { t } from './l10n.ts';

declare const acquireVsCodeApi: () => VsCodeApi;

interface HostEvents {
  snapshot(snapshot: Snapshot): void;
  delta(delta: Delta): void;
  windowFocus(state: { readonly focused: boolean }): void;
  focusComposer(): void;
  focusMessages(): void;
  reveal(what: { readonly entry: string }): void;
}

/** The extension, as the page sees it: the only place where the two talk. What can be said stands in the tables of verbs. */
export interface Host {
  start(events: HostEvents): void;
  /** Never rejects. */
  request<V extends RequestVerb>(verb: V, params: RawViewParamsOf<V>): Promise<Answer<V>>;
  /** Says what nobody answers. */
  notify<V extends NotificationVerb>(verb: V, params: RawViewParamsOf<V>): void;
  /** What the page wrote with `save` before it was hidden or reloaded. */
  saved(): unknown;
  save(state: unknown): void;
}

/** The API is handed over explicitly: a bundled `new Messenger()` does not find it. */
export const vscodeHost = (): Host => {
  const api = acquireVsCodeApi();
  const messenger = new Messenger(api);
  const host: Host = {
    start: (events) => {
      messenger
        .onNotification(snapshot, (value) => events.snapshot(value))
        .onNotification(delta, (value) => events.delta(value))
        .onNotification(windowFocus, (value) => events.windowFocus(value))
        .onNotification(focusComposer, () => events.focusComposer())
        .onNotification(focusMessages, () => events.focusMessages())
        .onNotification(reveal, (value) => events.reveal(value))
        .start();
      host.notify('ready', {});
    },
    request: async <V extends RequestVerb>(verb: V, params: RawViewParamsOf<V>) => {
      try {
        return (await messenger.sendRequest(request, HOST_EXTENSION, {
          verb,
          params,
        } as PageMessage<RequestVerb>)) as Answer<V>;
      } catch {
        return notAnswered() as Answer<V>;
      }
    },
    notify: (verb, params) =>
      messenger.sendNotification(notification, HOST_EXTENSION, { verb, params } as PageMessage<NotificationVerb>),
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
  return host;
};

const notAnswered = (): Answer<RequestVerb> => ({
  ok: false,
  code: 'INTERNAL',
  message: t('Something went wrong in P2P Chat. See the log for details.'),
});
