import { HOST_EXTENSION } from 'vscode-messenger-common';
import { Messenger, type VsCodeApi } from 'vscode-messenger-webview';
import {
  attention,
  command,
  copyLink,
  copyText,
  deleteMessage,
  delta,
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
  reveal,
  retry,
  seen,
  send,
  snapshot,
  typing,
  undoDelete,
  type AmendResult,
  type Delta,
  type EditParams,
  type FindParams,
  type FindResult,
  type HistoryParams,
  type HistoryResult,
  type ReactParams,
  type SendParams,
  type SendResult,
  type Snapshot,
  type ViewCommand,
} from '../common/protocol/view/index.ts';

declare const acquireVsCodeApi: () => VsCodeApi;

interface HostEvents {
  snapshot(snapshot: Snapshot): void;
  delta(delta: Delta): void;
  attention(attention: { readonly focused: boolean }): void;
  focusComposer(): void;
  focusMessages(): void;
  reveal(what: { readonly entry: string }): void;
}

/** The extension, as the page sees it: the only place where the two talk. */
export interface Host {
  start(events: HostEvents): void;
  ready(): void;
  send(params: SendParams): Promise<SendResult>;
  retry(room: string, key: string): Promise<SendResult>;
  discard(room: string, key: string): void;
  edit(params: EditParams): Promise<AmendResult>;
  react(params: ReactParams): Promise<AmendResult>;
  deleteMessage(room: string, entry: string): void;
  undoDelete(entry: string): void;
  history(params: HistoryParams): Promise<HistoryResult>;
  find(params: FindParams): Promise<FindResult>;
  seen(room: string): void;
  typing(room: string): void;
  draft(room: string, text: string): void;
  open(room: string): void;
  command(name: ViewCommand, room: string | undefined, user?: string): void;
  focus(where: { readonly chat: boolean; readonly composer: boolean }): void;
  copyText(text: string): void;
  copyLink(room: string, entry: string | undefined): void;
  insertCode(text: string): void;
  openLink(url: string): void;
  /** What the page wrote with `save` before it was hidden or reloaded. */
  saved(): unknown;
  save(state: unknown): void;
}

/** The API is handed over explicitly: a bundled `new Messenger()` does not find it. */
export const vscodeHost = (): Host => {
  const api = acquireVsCodeApi();
  const messenger = new Messenger(api);
  const to = HOST_EXTENSION;
  return {
    start: (events) => {
      messenger
        .onNotification(snapshot, (value) => events.snapshot(value))
        .onNotification(delta, (value) => events.delta(value))
        .onNotification(attention, (value) => events.attention(value))
        .onNotification(focusComposer, () => events.focusComposer())
        .onNotification(focusMessages, () => events.focusMessages())
        .onNotification(reveal, (value) => events.reveal(value))
        .start();
      messenger.sendNotification(ready, to);
    },
    ready: () => messenger.sendNotification(ready, to),
    send: (params) => messenger.sendRequest(send, to, params),
    retry: (room, key) => messenger.sendRequest(retry, to, { room, key }),
    discard: (room, key) => messenger.sendNotification(discard, to, { room, key }),
    edit: (params) => messenger.sendRequest(edit, to, params),
    react: (params) => messenger.sendRequest(react, to, params),
    deleteMessage: (room, entry) => messenger.sendNotification(deleteMessage, to, { room, entry }),
    undoDelete: (entry) => messenger.sendNotification(undoDelete, to, { entry }),
    history: (params) => messenger.sendRequest(history, to, params),
    find: (params) => messenger.sendRequest(find, to, params),
    seen: (room) => messenger.sendNotification(seen, to, { room }),
    typing: (room) => messenger.sendNotification(typing, to, { room }),
    draft: (room, text) => messenger.sendNotification(draft, to, { room, text }),
    open: (room) => messenger.sendNotification(open, to, { room }),
    command: (name, room, user) =>
      messenger.sendNotification(command, to, {
        command: name,
        ...(room !== undefined && { room }),
        ...(user !== undefined && { user }),
      }),
    focus: (where) => messenger.sendNotification(focus, to, where),
    copyText: (text) => messenger.sendNotification(copyText, to, { text }),
    copyLink: (room, entry) =>
      messenger.sendNotification(copyLink, to, { room, ...(entry !== undefined && { entry }) }),
    insertCode: (text) => messenger.sendNotification(insertCode, to, { text }),
    openLink: (url) => messenger.sendNotification(openLink, to, { url }),
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
};
