import { isTextArea } from '../components/toolkit.ts';
import type { Host } from '../host.ts';
import type { Canvas } from './canvas.ts';
import type { Store } from './store.ts';

interface AttentionParts {
  readonly host: Host;
  readonly store: Store;
  readonly canvas: Canvas;
  /** The page is out of sight, perhaps for good. */
  readonly hidden: () => void;
}

/** Tells the host where the focus is, and what has been seen; nothing twice. Lives as long as the page. */
export class Attention {
  readonly #parts: AttentionParts;
  /** The editor's window has the focus, be it in this page or not. */
  #windowFocused = false;
  #told = { seen: '', chat: false, composer: false };

  constructor(parts: AttentionParts) {
    this.#parts = parts;
  }

  start(): void {
    const look = (): void => this.look();
    for (const name of ['focus', 'blur', 'focusin', 'focusout'] as const) window.addEventListener(name, look);
    document.addEventListener('visibilitychange', look);
  }

  /** What is said to be seen is said again when somebody comes back: the host may not have believed it. */
  ofWindow(focused: boolean): void {
    this.#windowFocused = focused;
    if (!focused) this.#told = { ...this.#told, seen: '' };
    this.look();
  }

  /** The focus, or the chance that somebody reads, may have changed. */
  look(): void {
    const { host, store, canvas, hidden } = this.#parts;
    const visible = document.visibilityState === 'visible';
    if (!visible) hidden();
    const chat = document.hasFocus();
    const composer = chat && isTextArea(document.activeElement);
    if (chat !== this.#told.chat || composer !== this.#told.composer) host.tell('focus', { chat, composer });
    const read = visible && this.#windowFocused && canvas.scroller.atEnd;
    const newest = read ? store.state.rows.at(-1)?.id : undefined;
    const { room } = store;
    const seen = newest === undefined || room === undefined ? this.#told.seen : `${room} ${newest}`;
    if (room !== undefined && seen !== this.#told.seen) host.tell('seen', { room });
    this.#told = { seen, chat, composer };
  }
}
