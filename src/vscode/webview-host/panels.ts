import * as vscode from 'vscode';
import { panelType } from '../contributions/views.ts';
import { asHex, type EntryId, type RoomKey, type Row } from '../../../common/model/index.ts';
import { titleOf } from '../../../common/text/index.ts';
import { savedState } from '../../../common/protocol/view/decode.ts';
import { DisposableStore, type Disposable } from '../../../common/base/index.ts';
import { ChatPage } from './chat-page.ts';
import { fillPage, webviewOptions, type PageParts } from './page-html.ts';
import type { PageEvents, FocusTarget, PageServices } from './page-services.ts';
import { guardedWebview } from './guarded-webview.ts';

/** `beside` is what a person has set, `side` what they ask for now. */
type Place = 'editor' | 'beside' | 'side';

interface Open {
  readonly panel: vscode.WebviewPanel;
  readonly page: ChatPage;
}

/** The chat panels of the editor area: one per conversation, back after a reload. */
export class Panels implements Disposable, vscode.WebviewPanelSerializer {
  readonly #services: PageServices;
  readonly #root: vscode.Uri;
  readonly #events: PageEvents & { changed(): void };
  readonly #open = new Map<RoomKey, Open>();
  readonly #owned = new DisposableStore();

  constructor(services: PageServices, root: vscode.Uri, events: PageEvents & { changed(): void }) {
    this.#services = services;
    this.#root = root;
    this.#events = events;
    this.#owned.add(vscode.window.registerWebviewPanelSerializer(panelType, this));
    this.#owned.add(services.holder.onDidChange(() => this.#retitle()));
  }

  get size(): number {
    return this.#open.size;
  }

  isVisible(room: RoomKey): boolean {
    return this.#open.get(room)?.panel.visible ?? false;
  }

  /** Answers whether there is a panel to focus: the active one, else one that is on screen, else the last. */
  focus(part: FocusTarget): boolean {
    const best = this.#preferred();
    best?.panel.reveal();
    best?.page.focusPart(part);
    return best !== undefined;
  }

  /** The conversation of the panel that is looked at, or may be. */
  get current(): RoomKey | undefined {
    const best = this.#preferred();
    return best?.panel.visible === true ? best.page.feed.room : undefined;
  }

  /** The conversation's panel comes to the front, made if need be, with the focus in its composer or on `reveal`. */
  show(room: RoomKey, place: Place, reveal?: EntryId): void {
    const open = this.#open.get(room);
    if (open) {
      open.panel.reveal(place === 'side' && isInActiveGroup(open.panel) ? vscode.ViewColumn.Beside : undefined);
      open.page.focusOn(reveal);
      return;
    }
    const title = this.#title(room) ?? 'P2P Chat';
    if (![...this.#open.values()].some(({ panel }) => panel.title === title)) closeUnrestored(title);
    const panel = vscode.window.createWebviewPanel(panelType, title, this.#column(place), webviewOptions(this.#root));
    this.#adopt(panel, room).focusOn(reveal);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = savedState.safeParse(state);
    const room = saved.success ? asHex<RoomKey>(saved.data.room) : undefined;
    if (!room || this.#open.has(room)) {
      panel.dispose();
      return;
    }
    // it comes with those it had, and an update of the extension has moved the folder
    panel.webview.options = webviewOptions(this.#root);
    this.#adopt(panel, room);
  }

  add(room: RoomKey, row: Row): void {
    this.#open.get(room)?.page.feed.add(room, row);
  }

  dispose(): void {
    this.#owned.dispose();
    for (const { page } of this.#open.values()) page.dispose();
  }

  #preferred(): Open | undefined {
    const all = [...this.#open.values()];
    return all.find(({ panel }) => panel.active) ?? all.find(({ panel }) => panel.visible) ?? all.at(-1);
  }

  #adopt(panel: vscode.WebviewPanel, room: RoomKey): ChatPage {
    const participant = this.#services.messenger.registerWebviewPanel(guardedWebview(panel));
    const surface = {
      isVisible: () => panel.visible,
      fill: (parts: PageParts) => fillPage(panel.webview, this.#root, 'panel', parts),
    };
    const page = new ChatPage(this.#services, participant, room, surface, this.#events);
    this.#open.set(room, { panel, page });
    panel.iconPath = new vscode.ThemeIcon('comment-discussion');
    panel.title = this.#title(room) ?? panel.title;
    panel.onDidChangeViewState(() => {
      page.visibilityChanged();
      this.#events.changed();
    });
    panel.onDidDispose(() => {
      page.dispose();
      this.#open.delete(room);
      this.#events.focus({ chat: false, composer: false });
      this.#events.changed();
    });
    page.load();
    this.#events.changed();
    return page;
  }

  /** Asked for, it is beside whatever is active. As a setting it is beside the code, but among the other conversations: a third column for the second one would be a mess. */
  #column(place: Place): vscode.ViewColumn {
    if (place === 'editor') return vscode.ViewColumn.Active;
    if (place === 'side') return vscode.ViewColumn.Beside;
    const panels = [...this.#open.values()].map(({ panel }) => panel);
    const last = panels.find((panel) => panel.active) ?? panels.at(-1);
    return last?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  /** Unknown while nobody, or somebody else, is signed in: the panel then keeps the title it has, also over a reload. */
  #title(room: RoomKey): string | undefined {
    const one = this.#services.holder.service?.state.conversations.find((each) => each.room === room);
    if (!one) return undefined;
    return titleOf(one);
  }

  #retitle(): void {
    for (const [room, { panel }] of this.#open) {
      const title = this.#title(room) ?? panel.title;
      if (panel.title !== title) panel.title = title;
    }
  }
}

const isInActiveGroup = ({ viewColumn }: vscode.WebviewPanel): boolean =>
  viewColumn === vscode.window.tabGroups.activeTabGroup.viewColumn;

/** After a reload a tab in the background is ours only once it is looked at: a new panel takes the place of such a one. */
const closeUnrestored = (title: string): void => {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const sleeping = tabs.filter(
    ({ label, input }) =>
      label === title && input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelType),
  );
  void vscode.window.tabGroups.close(sleeping);
};
