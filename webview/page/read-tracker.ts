import type { Row } from '../../common/model/index.ts';
import { isTextArea } from '../components/toolkit.ts';
import type { Host } from '../host.ts';
import { stateLimits } from '../state/limits.ts';
import { findRow } from '../state/rows.ts';
import type { Renderer } from './renderer.ts';
import type { Store } from './store.ts';

interface ReadTrackerParts {
  readonly host: Host;
  readonly store: Store;
  readonly renderer: Renderer;
  /** Ids of what came to places that had been seen past already, and has not been on screen: kept up here. */
  readonly late: Set<string>;
  /** The page is out of sight, perhaps for good. */
  readonly onHidden: () => void;
}

/** Tells the host where the focus is, and what has been seen; nothing twice. Lives as long as the page. */
export class ReadTracker {
  readonly #parts: ReadTrackerParts;
  /** The editor's window has the focus, be it in this page or not. */
  #windowFocused = false;
  #focus = { chat: false, composer: false };
  #seen = { room: '', newest: '' };

  constructor(parts: ReadTrackerParts) {
    this.#parts = parts;
  }

  start(): void {
    const update = (): void => this.look();
    for (const name of ['focus', 'blur', 'focusin', 'focusout'] as const) window.addEventListener(name, update);
    document.addEventListener('visibilitychange', update);
  }

  /** What is said to be seen is said again when somebody comes back: the host may not have believed it. */
  onWindowFocus(focused: boolean): void {
    this.#windowFocused = focused;
    if (!focused) this.#seen = { ...this.#seen, newest: '' };
    this.look();
  }

  /** These are about to join those that are held: what stands after them is seen at the end, all else where it stands. */
  onRows(rows: readonly Row[], held: readonly Row[]): void {
    const { late } = this.#parts;
    const end = held.at(-1)?.order ?? '';
    for (const { own, order, id } of rows) if (!own && order < end && findRow(held, id) === undefined) late.add(id);
    for (const id of [...late].slice(0, -stateLimits.unseen)) late.delete(id);
  }

  /** The focus, or the chance that somebody reads, may have changed. */
  look(): void {
    const { host, store, onHidden } = this.#parts;
    const visible = document.visibilityState === 'visible';
    if (!visible) onHidden();
    const chat = document.hasFocus();
    const composer = chat && isTextArea(document.activeElement);
    if (chat !== this.#focus.chat || composer !== this.#focus.composer) host.notify('focus', { chat, composer });
    this.#focus = { chat, composer };
    if (visible && this.#windowFocused && store.room !== undefined) this.#reportSeen(store.room);
  }

  /** At the end all of it is seen, elsewhere what is on screen. */
  #reportSeen(room: string): void {
    const { host, store, renderer, late } = this.#parts;
    if (this.#seen.room !== room) this.#seen = { room, newest: '' };
    const seen = [...late].filter((id) => renderer.isVisible(id));
    for (const id of seen) late.delete(id);
    const newest = (renderer.scroller.atEnd ? store.state.rows.at(-1)?.id : undefined) ?? this.#seen.newest;
    if (seen.length > 0 || newest !== this.#seen.newest) host.notify('seen', { room });
    this.#seen = { room, newest };
  }
}
