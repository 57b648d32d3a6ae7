import type { Delta, Snapshot, ViewCommand } from '../common/protocol/view/index.ts';
import { textAreaIn } from './components/toolkit.ts';
import type { Actions, View } from './components/view.ts';
import type { Host } from './host.ts';
import { t, useStrings } from './l10n.ts';
import type { Announcer } from './page/announcer.ts';
import { applyAppearance } from './page/appearance.ts';
import { MessageController } from './page/message-controller.ts';
import { ReadTracker } from './page/read-tracker.ts';
import { Renderer } from './page/renderer.ts';
import { ReferenceSync } from './page/reference-sync.ts';
import { Drafts } from './page/drafts.ts';
import { FindController } from './page/find-controller.ts';
import { createComposer } from './page/create-composer.ts';
import { FocusHandover } from './page/focus-handover.ts';
import { Popups } from './page/popups.ts';
import { HistoryNavigator } from './page/history-navigator.ts';
import { RecentEmoji } from './page/recent-emoji.ts';
import { Sender } from './page/sender.ts';
import { guardKeys } from './keys/guard.ts';
import { watchKeys } from './page/shortcuts.ts';
import { Store } from './page/store.ts';
import { Ticker } from './page/ticker.ts';
import type { ComposerController } from './page/composer-controller.ts';
import type { EmojiPick, Popup } from './state/popup.ts';
import { useLanguage } from './text/format.ts';

/** Ties host, state and drawing together. There is one, and it lives as long as the page. */
export class App implements Actions {
  readonly #host: Host;
  readonly #focusHandover = new FocusHandover();
  readonly #announcer: Announcer;
  readonly #store: Store;
  readonly #renderer: Renderer;
  readonly #drafts: Drafts;
  readonly #sender: Sender;
  readonly history: HistoryNavigator;
  readonly composer: ComposerController;
  readonly messages: MessageController;
  readonly find: FindController;
  readonly #popups = new Popups(() => this.#renderer.drawNow());
  readonly #ticker = new Ticker(() => this.#renderer.draw());
  readonly #readTracker: ReadTracker;
  readonly #references: ReferenceSync;
  readonly reload: Actions['reload'] = (side) => this.history.reload(side);
  readonly pin: Actions['pin'] = (room, pinned) => this.#host.notify('pin', { room, pinned });
  readonly showAside: Actions['showAside'] = (room) => this.#host.notify('showAside', { room });
  readonly #recent: RecentEmoji;

  constructor(host: Host, root: HTMLElement, kind: View['kind'], announcer: Announcer) {
    this.#host = host;
    this.#recent = new RecentEmoji(host);
    this.#announcer = announcer;
    const store = new Store((before) => {
      const { localRows, edits, appearance } = store.state;
      if (localRows !== before.localRows || edits !== before.edits) this.composer.persist();
      if (appearance !== before.appearance) applyAppearance(appearance);
      this.#renderer.draw();
    });
    this.#store = store;
    const late = new Set<string>();
    const input = () => ({
      kind,
      state: store.state,
      composer: this.composer.state,
      popup: this.#popups.open,
      recent: this.#recent.all,
      found: this.history.found,
      notice: this.history.notice,
      unreadAbove: this.history.unreadAbove,
      find: this.find.state,
      late,
    });
    this.#renderer = new Renderer(root, this, input, () => this.#onRendered());
    this.history = new HistoryNavigator(host, store, this.#renderer, announcer);
    this.find = new FindController({
      host,
      store,
      history: this.history,
      announcer,
      root,
      draw: () => this.#renderer.draw(),
      drawNow: () => this.#renderer.drawNow(),
      leave: () => this.#focusComposer(),
    });
    this.#drafts = new Drafts(host);
    const onHidden = (): void => this.#drafts.flush();
    this.#readTracker = new ReadTracker({ host, store, renderer: this.#renderer, late, onHidden });
    this.#sender = new Sender(host, store, announcer);
    this.messages = new MessageController({
      host,
      store,
      announcer,
      showNotice: (words) => this.history.showNotice(words),
      emojiUsed: (emoji) => this.#recent.used(emoji),
      keepFocus: (key) => this.#renderer.keepFocus(key),
      rewrite: (key, text) => this.composer.edit(key, text),
    });
    this.composer = createComposer({
      host,
      store,
      announcer,
      drafts: this.#drafts,
      sender: this.#sender,
      messages: this.messages,
      history: this.history,
      find: this.find,
      renderer: this.#renderer,
      recent: this.#recent,
    });
    const { composer, find } = this;
    const popups = this.#popups;
    this.#references = new ReferenceSync({ host, store, composer, announcer, popups, find });
  }

  start(): void {
    this.#readTracker.start();
    guardKeys();
    watchKeys({ command: (name) => this.command(name), find: () => this.find.open() });
    this.#renderer.drawNow();
    this.#host.start({
      snapshot: (snapshot) => this.#onSnapshot(snapshot),
      delta: (delta) => this.#onDelta(delta),
      windowFocus: ({ focused }) => this.#readTracker.onWindowFocus(focused),
      focusComposer: () => this.#focusComposer(),
      focusMessages: () => this.#renderer.root.querySelector<HTMLElement>('[data-key][tabindex="0"]')?.focus(),
      reveal: ({ entry }) => this.reveal(entry),
    });
  }

  command(name: ViewCommand, user?: string): void {
    const { room } = this.#store;
    this.#host.notify('command', {
      command: name,
      ...(room !== undefined && { room }),
      ...(user !== undefined && { user }),
    });
  }
  open(room: string): void {
    this.#drafts.flush();
    this.#focusHandover.begin(this.#store.room);
    this.#host.notify('open', { room });
  }
  retry(key: string): void {
    this.#sender.retry(key);
    this.#focusComposer();
  }
  copy(text: string): void {
    this.#host.notify('copyText', { text });
    this.#announcer.say(t('Copied'));
  }
  insertCode(text: string): void {
    this.#host.notify('insertCode', { text });
  }
  openLink(url: string): void {
    this.#host.notify('openLink', { url });
  }
  discard(key: string): void {
    this.#sender.discard(key);
    this.#focusComposer();
  }
  reveal(id: string): void {
    void this.history.reveal(id);
  }
  goTo(at: number): void {
    void this.history.goTo(at);
  }
  copyLink(id?: string): void {
    const room = this.#store.room;
    if (room === undefined) return;
    this.#host.notify('copyLink', { room, ...(id !== undefined && { entry: id }) });
    this.#announcer.say(t('Copied'));
  }
  popup(popup: Popup, byKey: boolean): void {
    this.#popups.show(popup, byKey);
  }
  pickEmoji(pick: Partial<EmojiPick>): void {
    this.#popups.pickEmoji(pick);
  }
  dismiss(): void {
    this.#popups.dismiss();
  }
  logScrolled(): void {
    if (this.#renderer.scroller.scrolled()) this.#renderer.draw();
    else this.history.loadNearby();
  }
  logScrollEnded(): void {
    this.#renderer.scrollEnded();
    this.#readTracker.look();
  }
  contentResized(): void {
    this.#renderer.scroller.contentResized();
  }
  logKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#focusComposer();
    else if (this.#renderer.moveFocus(event)) event.preventDefault();
  }
  logFocus(event: FocusEvent): void {
    this.#renderer.onFocus(event);
  }
  jumpToLatest(): void {
    void this.history.newest();
    this.#focusComposer();
  }

  #onSnapshot(snapshot: Snapshot): void {
    useStrings(snapshot.strings);
    useLanguage(snapshot.language);
    this.#recent.set(snapshot.recentEmoji ?? []);
    const first = this.#store.state.rev < 0;
    const before = this.#store.room;
    this.#drafts.flush();
    if (first) this.#store.dispatch({ type: 'restored', ...this.#drafts.restore() });
    this.#store.dispatch({ type: 'snapshot', snapshot, reading: !this.#renderer.scroller.atEnd });
    if (this.#store.room === before) return this.#references.onSnapshot(snapshot.rows);
    this.composer.onConversation(snapshot);
    this.#references.onSnapshot(this.#store.state.rows);
    this.messages.resumeEdits();
    this.#popups.close();
    this.history.reset();
    this.find.reset();
    this.#renderer.reset();
    this.composer.restoreCaret();
    this.#focusHandover.complete(this.#renderer.root);
  }

  #onDelta(delta: Delta): void {
    const before = this.#store.state;
    this.#readTracker.onRows(delta.rows ?? [], before.rows);
    this.#store.dispatch({ type: 'delta', delta, reading: !this.#renderer.scroller.atEnd });
    const { stale, deleting } = this.#store.state;
    this.#references.onRows(delta.rows ?? []);
    this.#announcer.announceRows(before.rows, this.#store.state.rows, delta.rows ?? []);
    this.messages.onDeletingChanged(before.deleting, deleting);
    if (stale && !before.stale) this.#host.notify('ready', {});
  }

  /** What a finished drawing may call for. */
  #onRendered(): void {
    this.composer.onRendered();
    this.#readTracker.look();
    this.history.loadNearby();
    const { connection } = this.#store.state;
    this.#ticker.until(connection?.state === 'waiting' ? connection.retryAt : undefined);
  }

  #focusComposer(): void {
    textAreaIn(this.#renderer.root)?.focus();
  }
}
