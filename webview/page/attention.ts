import type { Row } from '../../common/model/index.ts';
import { isTextArea } from '../components/toolkit.ts';
import type { Host } from '../host.ts';
import { stateLimits } from '../state/limits.ts';
import { heldRow } from '../state/rows.ts';
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
  #focus = { chat: false, composer: false };
  #seen = { room: '', newest: '' };
  /** What came to places that had been seen past already, and has not been on screen. */
  readonly #missed = new Set<string>();

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
    if (!focused) this.#seen = { ...this.#seen, newest: '' };
    this.look();
  }

  /** These are about to join those that are held: what stands after them is seen at the end, all else where it stands. */
  came(rows: readonly Row[], held: readonly Row[]): void {
    const end = held.at(-1)?.order ?? '';
    for (const { own, order, id } of rows)
      if (!own && order < end && heldRow(held, id) === undefined) this.#missed.add(id);
    for (const id of [...this.#missed].slice(0, -stateLimits.missed)) this.#missed.delete(id);
  }

  /** The focus, or the chance that somebody reads, may have changed. */
  look(): void {
    const { host, store, hidden } = this.#parts;
    const visible = document.visibilityState === 'visible';
    if (!visible) hidden();
    const chat = document.hasFocus();
    const composer = chat && isTextArea(document.activeElement);
    if (chat !== this.#focus.chat || composer !== this.#focus.composer) host.tell('focus', { chat, composer });
    this.#focus = { chat, composer };
    if (visible && this.#windowFocused && store.room !== undefined) this.#read(store.room);
  }

  /** At the end all of it is seen, elsewhere what is on screen. */
  #read(room: string): void {
    const { host, store, canvas } = this.#parts;
    if (this.#seen.room !== room) this.#seen = { room, newest: '' };
    const late = [...this.#missed].filter((id) => canvas.isInSight(id));
    for (const id of late) this.#missed.delete(id);
    const newest = (canvas.scroller.atEnd ? store.state.rows.at(-1)?.id : undefined) ?? this.#seen.newest;
    if (late.length > 0 || newest !== this.#seen.newest) host.tell('seen', { room });
    this.#seen = { room, newest };
  }
}
