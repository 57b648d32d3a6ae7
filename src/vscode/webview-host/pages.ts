import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import { Emitter, type Event, type Logger } from '../../../common/base/index.ts';
import type { EntryId, RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import { appearance, onDidChangeSetting, setting } from '../config.ts';
import { commandId } from '../contributions/commands.ts';
import type { ContextKeys } from '../context-keys.ts';
import { confirm, showError } from '../ui/errors.ts';
import { t } from '../text.ts';
import type { ShowLocation } from '../commands/command-context.ts';
import { EditorActions } from './content-actions.ts';
import { ChatView } from './chat-view.ts';
import { Deletions } from './deletions.ts';
import { Drafts } from './drafts.ts';
import type { Preferences } from './feed-options.ts';
import type { WindowFocus, FocusTarget, PageServices } from './page-services.ts';
import { Panels } from './panels.ts';
import { Previews } from './previews.ts';
import { RecentEmoji } from './recent-emoji.ts';
import { Unsent } from './unsent.ts';

const windowFocus: WindowFocus = {
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
  readonly holder: ChatServiceHolder;
  readonly keys: ContextKeys;
  readonly logger: Logger;
  readonly link: PageServices['link'];
  readonly setStatus: PageServices['setStatus'];
}

/** All chat pages of this window: the panels of the editor area and the view of the sidebar. */
export class Pages {
  readonly #panels: Panels;
  readonly #view: ChatView;
  readonly #activity = new Emitter<void>();
  readonly #currentChanged = new Emitter<void>();
  readonly #keys: ContextKeys;
  readonly #deletions: Deletions;
  readonly #previews: Previews;

  constructor(context: vscode.ExtensionContext, { holder, keys, logger, link, setStatus }: PagesOptions) {
    this.#keys = keys;
    const strings = vscode.l10n.bundle;
    const content = new EditorActions();
    const unsent = new Unsent(context.globalState, () => holder.service?.state.account?.identity);
    this.#deletions = new Deletions({
      holder,
      clock,
      confirm: askToDelete,
      onError: (error) => void showError(error, logger),
    });
    this.#previews = new Previews(holder, logger);
    const wrote = this.#previews.onDidChange(() => {
      if (this.#previews.hasOwn) keys.set({ hasWritten: true });
    });
    const services: PageServices = {
      messenger: new Messenger({ ignoreHiddenViews: true }),
      clock,
      holder,
      drafts: new Drafts(context.globalState),
      unsent,
      previews: this.#previews,
      recentEmoji: new RecentEmoji(context.globalState),
      content,
      deletions: this.#deletions,
      preferences,
      logger,
      language: vscode.env.language,
      windowFocus: windowFocus,
      ...(strings && { strings }),
      run: (command, target) => void vscode.commands.executeCommand(commandId(command), target),
      onUserActivity: () => this.#activity.fire(),
      link,
      setStatus,
      addOwnRow: (room, row) => this.add(room, row),
    };
    const events = {
      focus: (focus: { readonly chat: boolean; readonly composer: boolean }): void =>
        keys.set({ chatFocused: focus.chat, composerFocused: focus.composer }),
      changed: (): void => {
        keys.set({ roomOpen: this.#panels.size > 0 || this.#view.hasConversation });
        this.#currentChanged.fire();
      },
    };
    this.#panels = new Panels(services, context.extensionUri, events);
    this.#view = new ChatView(services, context.extensionUri, context.workspaceState, events);
    context.subscriptions.push(
      this.#panels,
      this.#view,
      this.#activity,
      this.#currentChanged,
      this.#previews,
      wrote,
      content,
      unsent,
      this.#deletions,
    );
  }

  /** The person did something in a page. */
  get onUserActivity(): Event<void> {
    return this.#activity.event;
  }

  /** A conversation comes on screen where the settings say, and a message of it if one is meant. */
  async show(room: RoomKey, reveal?: EntryId, where?: ShowLocation): Promise<void> {
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
  async flushPendingDeletions(): Promise<void> {
    await this.#deletions.flush();
  }

  /** Somebody may be reading it: it is on screen, in a window in use. */
  isVisible(room: RoomKey): boolean {
    return windowFocus.focused && (this.#panels.isVisible(room) || this.#view.isVisible(room));
  }

  /** What the person looks at, or may look at. */
  get current(): RoomKey | undefined {
    return this.#panels.current ?? this.#view.current;
  }

  /** What is looked at may be another one now. */
  get onDidChangeCurrent(): Event<void> {
    return this.#currentChanged.event;
  }

  /** In the page that is looked at, or else was last. */
  async focus(part: FocusTarget): Promise<void> {
    if (!this.#panels.focus(part)) await this.#view.focus(part);
  }
}
