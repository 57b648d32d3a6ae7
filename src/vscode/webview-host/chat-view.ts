import * as vscode from 'vscode';
import { viewIds } from '../contributions/views.ts';
import { DisposableStore, type Disposable } from '../../../common/base/index.ts';
import { asHex, type EntryId, type RoomKey, type Row } from '../../../common/model/index.ts';
import { savedState } from '../../../common/protocol/view/decode.ts';
import { ChatPage } from './chat-page.ts';
import type { KeyValue } from './drafts.ts';
import { fillPage, webviewOptions, type PageParts } from './page-html.ts';
import type { PageEvents, FocusTarget, PageServices } from './page-services.ts';
import { guardedWebview } from './guarded-webview.ts';

const roomKey = 'sidebarRoom';

/** The Chat view of the sidebar: one page that moves between conversations and remembers the last. */
export class ChatView implements Disposable, vscode.WebviewViewProvider {
  readonly #services: PageServices;
  readonly #root: vscode.Uri;
  readonly #store: KeyValue;
  readonly #events: PageEvents & { changed(): void };
  readonly #owned = new DisposableStore();
  #page: ChatPage | undefined;
  #room: RoomKey | undefined;
  #view: vscode.WebviewView | undefined;
  /** What is to be done with the page: the editor makes it only when its view is first shown. */
  #onCreated: ((page: ChatPage) => void) | undefined;

  constructor(services: PageServices, root: vscode.Uri, store: KeyValue, events: PageEvents & { changed(): void }) {
    this.#services = services;
    this.#root = root;
    this.#store = store;
    this.#events = events;
    const kept = savedState.safeParse({ room: store.get(roomKey) });
    this.#room = kept.success ? asHex(kept.data.room) : undefined;
    this.#owned.add(vscode.window.registerWebviewViewProvider(viewIds.chat, this));
  }

  /** A conversation is on screen here. */
  get hasConversation(): boolean {
    return this.#page !== undefined && this.#room !== undefined;
  }

  isVisible(room: RoomKey): boolean {
    return this.#room === room && (this.#view?.visible ?? false);
  }

  async show(room: RoomKey, reveal?: EntryId): Promise<void> {
    await this.#go(room);
    await this.#focusOn(reveal);
  }

  get current(): RoomKey | undefined {
    return this.#view?.visible === true ? this.#room : undefined;
  }

  async focus(part: FocusTarget): Promise<void> {
    await this.#focusOn();
    this.#page?.focusPart(part);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const participant = this.#services.messenger.registerWebviewView(guardedWebview(view));
    const surface = {
      isVisible: () => view.visible,
      fill: (parts: PageParts) => fillPage(view.webview, this.#root, 'view', parts),
    };
    const page = new ChatPage(this.#services, participant, this.#room, surface, {
      focus: (focus) => this.#events.focus(focus),
      open: (room) => void this.#go(room),
    });
    this.#page = page;
    this.#view = view;
    this.#onCreated?.(page);
    this.#onCreated = undefined;
    view.onDidChangeVisibility(() => {
      page.visibilityChanged();
      this.#events.changed();
    });
    view.onDidDispose(() => {
      page.dispose();
      if (this.#page === page) {
        this.#page = undefined;
        this.#view = undefined;
      }
      this.#events.changed();
    });
    view.webview.options = webviewOptions(this.#root);
    page.load();
    this.#events.changed();
  }

  add(room: RoomKey, row: Row): void {
    this.#page?.feed.add(room, row);
  }

  dispose(): void {
    this.#owned.dispose();
    this.#page?.dispose();
  }

  async #focusOn(reveal?: EntryId): Promise<void> {
    if (this.#page === undefined) this.#onCreated = (page) => page.focusOn(reveal);
    await vscode.commands.executeCommand(`${viewIds.chat}.focus`);
    this.#page?.focusOn(reveal);
  }

  async #go(room: RoomKey | undefined): Promise<void> {
    this.#room = room;
    void this.#store.update(roomKey, room);
    await this.#page?.feed.show(room);
    this.#events.changed();
  }
}
