import type { Delta, Snapshot, ViewCommand } from '../common/protocol/view/index.ts';
import { textAreaIn } from './components/toolkit.ts';
import type { Actions, View } from './components/view.ts';
import type { Host } from './host.ts';
import { t, useStrings } from './l10n.ts';
import type { Announcer } from './page/announcer.ts';
import { wear } from './page/appearance.ts';
import { Amender } from './page/amender.ts';
import { Attention } from './page/attention.ts';
import { Canvas } from './page/canvas.ts';
import { Copies } from './page/copies.ts';
import { Drafts } from './page/drafts.ts';
import { Finder } from './page/finder.ts';
import { makeWriter } from './page/make-writer.ts';
import { Passage } from './page/passage.ts';
import { Popups } from './page/popups.ts';
import { Reader } from './page/reader.ts';
import { RecentEmoji } from './page/recent-emoji.ts';
import { Sender } from './page/sender.ts';
import { guardKeys } from './keys/guard.ts';
import { watchKeys } from './page/shortcuts.ts';
import { Store } from './page/store.ts';
import { Ticker } from './page/ticker.ts';
import type { Writer } from './page/writer.ts';
import type { EmojiPick, Popup } from './state/popup.ts';
import { useLanguage } from './text/format.ts';

/** Ties host, state and drawing together. There is one, and it lives as long as the page. */
export class App implements Actions {
  readonly #host: Host;
  readonly #passage = new Passage();
  readonly #announcer: Announcer;
  readonly #store: Store;
  readonly #canvas: Canvas;
  readonly #drafts: Drafts;
  readonly #sender: Sender;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly amender: Amender;
  readonly finder: Finder;
  readonly #popups = new Popups(() => this.#canvas.drawNow());
  readonly #ticker = new Ticker(() => this.#canvas.draw());
  readonly #attention: Attention;
  readonly #copies: Copies;
  readonly reload: Actions['reload'] = (side) => this.reader.reload(side);
  readonly pin: Actions['pin'] = (room, pinned) => this.#host.tell('pin', { room, pinned });
  readonly #recent: RecentEmoji;

  constructor(host: Host, root: HTMLElement, kind: View['kind'], announcer: Announcer) {
    this.#host = host;
    this.#recent = new RecentEmoji(host);
    this.#announcer = announcer;
    this.#store = new Store((before) => {
      const { locals, edits, appearance } = this.#store.state;
      if (locals !== before.locals || edits !== before.edits) this.writer.remember();
      if (appearance !== before.appearance) wear(appearance);
      this.#canvas.draw();
    });
    const picture = () => ({
      kind,
      state: this.#store.state,
      writing: this.writer.writing,
      popup: this.#popups.open,
      recent: this.#recent.all,
      found: this.reader.found,
      notice: this.reader.notice,
      unreadAbove: this.reader.unreadAbove,
      finding: this.finder.finding,
    });
    this.#canvas = new Canvas(root, this, picture, () => this.#drawn());
    this.reader = new Reader(host, this.#store, this.#canvas, announcer);
    this.finder = new Finder({
      host,
      store: this.#store,
      reader: this.reader,
      announcer,
      root,
      draw: () => this.#canvas.draw(),
      drawNow: () => this.#canvas.drawNow(),
      leave: () => this.#focusComposer(),
    });
    this.#drafts = new Drafts(host);
    const hidden = (): void => this.#drafts.flush();
    this.#attention = new Attention({ host, store: this.#store, canvas: this.#canvas, hidden });
    this.#sender = new Sender(host, this.#store, announcer);
    this.amender = new Amender({
      host,
      store: this.#store,
      announcer,
      tell: (words) => this.reader.tell(words),
      used: (emoji) => this.#recent.used(emoji),
      keep: (key) => this.#canvas.keep(key),
      rewrite: (key, text) => this.writer.edit(key, text),
    });
    this.writer = makeWriter({
      host,
      store: this.#store,
      announcer,
      drafts: this.#drafts,
      sender: this.#sender,
      amender: this.amender,
      reader: this.reader,
      finder: this.finder,
      canvas: this.#canvas,
      recent: this.#recent,
    });
    this.#copies = new Copies({ host, store: this.#store, writer: this.writer, announcer, popups: this.#popups });
  }

  start(): void {
    this.#attention.start();
    guardKeys();
    watchKeys({ command: (name) => this.command(name), find: () => this.finder.open() });
    this.#canvas.drawNow();
    this.#host.start({
      snapshot: (snapshot) => this.#onSnapshot(snapshot),
      delta: (delta) => this.#onDelta(delta),
      attention: ({ focused }) => this.#attention.ofWindow(focused),
      focusComposer: () => this.#focusComposer(),
      focusMessages: () => this.#canvas.root.querySelector<HTMLElement>('[data-key][tabindex="0"]')?.focus(),
      reveal: ({ entry }) => this.reveal(entry),
    });
  }

  command(name: ViewCommand, user?: string): void {
    const { room } = this.#store;
    this.#host.tell('command', {
      command: name,
      ...(room !== undefined && { room }),
      ...(user !== undefined && { user }),
    });
  }
  open(room: string): void {
    this.#drafts.flush();
    this.#passage.begin(this.#store.room);
    this.#host.tell('open', { room });
  }
  retry(key: string): void {
    this.#sender.retry(key);
    this.#focusComposer();
  }
  copy(text: string): void {
    this.#host.tell('copyText', { text });
    this.#announcer.say(t('Copied'));
  }
  insertCode(text: string): void {
    this.#host.tell('insertCode', { text });
  }
  openLink(url: string): void {
    this.#host.tell('openLink', { url });
  }
  discard(key: string): void {
    this.#sender.discard(key);
    this.#focusComposer();
  }
  reveal(id: string): void {
    void this.reader.reveal(id);
  }
  goTo(at: number): void {
    void this.reader.goTo(at);
  }
  copyLink(id?: string): void {
    const room = this.#store.room;
    if (room === undefined) return;
    this.#host.tell('copyLink', { room, ...(id !== undefined && { entry: id }) });
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
    if (this.#canvas.scroller.scrolled()) this.#canvas.draw();
    else this.reader.fill();
  }
  logRested(): void {
    this.#canvas.rested();
    this.#attention.look();
  }
  unfolded(): void {
    this.#canvas.scroller.unfolded();
  }
  logKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#focusComposer();
    else if (this.#canvas.rove(event)) event.preventDefault();
  }
  logFocus(event: FocusEvent): void {
    this.#canvas.focused(event);
  }
  jump(): void {
    void this.reader.newest();
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
    this.#store.dispatch({ type: 'snapshot', snapshot, reading: !this.#canvas.scroller.atEnd });
    if (this.#store.room === before) {
      this.#copies.heard(snapshot.rows);
      return;
    }
    this.writer.opened(snapshot);
    this.#copies.heard(this.#store.state.rows);
    void this.#copies.prove();
    this.amender.goOn();
    this.#popups.close();
    this.reader.left();
    this.finder.left();
    this.#canvas.reset();
    this.writer.place();
    this.#passage.arrived(this.#canvas.root);
  }

  #onDelta(delta: Delta): void {
    const before = this.#store.state;
    this.#attention.came(delta.rows ?? [], before.rows);
    this.#store.dispatch({ type: 'delta', delta, reading: !this.#canvas.scroller.atEnd });
    const { stale, deleting } = this.#store.state;
    this.#copies.heard(delta.rows ?? []);
    this.#announcer.news(before.rows, this.#store.state.rows, delta.rows ?? []);
    this.amender.heard(before.deleting, deleting);
    if (stale && !before.stale) this.#host.tell('ready', {});
  }

  /** What a finished drawing may call for. */
  #drawn(): void {
    this.writer.drawn();
    this.#attention.look();
    this.reader.fill();
    const { connection } = this.#store.state;
    this.#ticker.until(connection?.state === 'waiting' ? connection.retryAt : undefined);
  }

  #focusComposer(): void {
    textAreaIn(this.#canvas.root)?.focus();
  }
}
