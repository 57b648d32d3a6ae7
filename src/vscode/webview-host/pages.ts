import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import { Emitter, type Event, type Logger } from '../../../common/base/index.ts';
import type { EntryId, RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { appearance, onDidChangeSetting, setting } from '../config.ts';
import { commandId } from '../contributions/commands.ts';
import type { ContextKeys } from '../context-keys.ts';
import { confirm, showError } from '../ui/errors.ts';
import { t } from '../text.ts';
import type { Where } from '../commands/desk.ts';
import { EditorActions } from './content-actions.ts';
import { ChatView } from './chat-view.ts';
import { Deletions } from './deletions.ts';
import { Drafts } from './drafts.ts';
import type { Preferences } from './feed-options.ts';
import type { Attention, PagePart, PageTools } from './page-tools.ts';
import { Panels } from './panels.ts';
import { Previews } from './previews.ts';
import { RecentEmoji } from './recent-emoji.ts';
import { Unsent } from './unsent.ts';

const windowAttention: Attention = {
  get focused() {
    return vscode.window.state.focused;
  },
  onDidChange: (listener) => vscode.window.onDidChangeWindowState(listener),
};

const preferences: Preferences = {
  get appearance() {
    return appearance();
  },
  get sendTyping() {
    return setting('privacy.sendTyping');
  },
  get readReceipts() {
    return setting('privacy.sendReadReceipts');
  },
  onDidChange: (listener) => onDidChangeSetting('any', () => listener(undefined)),
};

const askToDelete = (author: string): Promise<boolean> =>
  confirm(
    t('Delete {0}’s message?', author),
    t('It disappears for everyone in the room, and they’ll see that you deleted it.'),
    t('Delete'),
  );

export interface PagesOptions {
  readonly host: ChatHost;
  readonly keys: ContextKeys;
  readonly logger: Logger;
  readonly link: PageTools['link'];
  readonly setStatus: PageTools['setStatus'];
}

/** All chat pages of this window: the panels of the editor area and the view of the sidebar. */
export class Pages {
  readonly #panels: Panels;
  readonly #view: ChatView;
  readonly #used = new Emitter<void>();
  readonly #looked = new Emitter<void>();
  readonly #keys: ContextKeys;
  readonly #deletions: Deletions;
  readonly #previews: Previews;

  constructor(context: vscode.ExtensionContext, { host, keys, logger, link, setStatus }: PagesOptions) {
    this.#keys = keys;
    const strings = vscode.l10n.bundle;
    const content = new EditorActions();
    const unsent = new Unsent(context.globalState, () => host.service?.state.account?.identity);
    this.#deletions = new Deletions({
      host,
      clock,
      ask: askToDelete,
      failed: (error) => void showError(error, logger),
    });
    this.#previews = new Previews(host, logger);
    const tools: PageTools = {
      messenger: new Messenger({ ignoreHiddenViews: true }),
      clock,
      host,
      drafts: new Drafts(context.globalState),
      unsent,
      previews: this.#previews,
      recentEmoji: new RecentEmoji(context.globalState),
      content,
      deletions: this.#deletions,
      preferences,
      logger,
      language: vscode.env.language,
      attention: windowAttention,
      ...(strings && { strings }),
      run: (command, target) => void vscode.commands.executeCommand(commandId(command), target),
      used: () => this.#used.fire(),
      link,
      setStatus,
      wrote: (room, row) => this.add(room, row),
    };
    const events = {
      focus: (focus: { readonly chat: boolean; readonly composer: boolean }): void =>
        keys.set({ chatFocused: focus.chat, composerFocused: focus.composer }),
      changed: (): void => {
        keys.set({ roomOpen: this.#panels.size > 0 || this.#view.busy });
        this.#looked.fire();
      },
    };
    this.#panels = new Panels(tools, context.extensionUri, events);
    this.#view = new ChatView(tools, context.extensionUri, context.workspaceState, events);
    context.subscriptions.push(
      this.#panels,
      this.#view,
      this.#used,
      this.#looked,
      this.#previews,
      content,
      unsent,
      this.#deletions,
    );
  }

  /** The person did something in a page. */
  get onDidUse(): Event<void> {
    return this.#used.event;
  }

  /** A conversation comes on screen where the settings say, and a message of it if one is meant. */
  async show(room: RoomKey, reveal?: EntryId, where?: Where): Promise<void> {
    const place = where ?? setting('chat.openLocation');
    if (place === 'sidebar') await this.#view.show(room, reveal);
    else this.#panels.show(room, place, reveal);
  }

  /** A message of mine: every page of the conversation shows it. */
  add(room: RoomKey, row: Row): void {
    this.#keys.set({ hasWritten: true });
    this.#previews.add(room, row);
    this.#panels.add(room, row);
    this.#view.add(room, row);
  }

  /** What can still be undone in the pages is carried out. Never rejects. */
  async settle(): Promise<void> {
    await this.#deletions.settle();
  }

  /** Somebody may be reading it: it is on screen, in a window in use. */
  isVisible(room: RoomKey): boolean {
    return windowAttention.focused && (this.#panels.isVisible(room) || this.#view.isVisible(room));
  }

  /** What the person looks at, or may look at. */
  get current(): RoomKey | undefined {
    return this.#panels.current ?? this.#view.current;
  }

  /** What is looked at may be another one now. */
  get onDidChangeCurrent(): Event<void> {
    return this.#looked.event;
  }

  /** In the page that is looked at, or else was last. */
  async focus(part: PagePart): Promise<void> {
    if (!this.#panels.focus(part)) await this.#view.focus(part);
  }
}
