import { isBlank, wholeBeginning } from '../../common/text/index.ts';
import { viewLimits } from '../../common/protocol/view/index.ts';
import type { Row } from '../../common/model/index.ts';
import type { Host } from '../host.ts';
import { stateLimits } from '../state/limits.ts';
import { emptyFind, withoutLost, type FindState } from '../state/find-state.ts';
import { findRow } from '../state/rows.ts';
import { findText } from '../text/find.ts';
import type { Announcer } from './announcer.ts';
import type { HistoryNavigator } from './history-navigator.ts';
import type { Store } from './store.ts';

/** Milliseconds without typing after which it is looked for. */
const debounceMs = 150;

export interface FindControllerParts {
  readonly host: Host;
  readonly store: Store;
  readonly history: HistoryNavigator;
  readonly announcer: Announcer;
  readonly root: HTMLElement;
  /** Something to draw; `drawNow` has drawn it when it returns. */
  draw(): void;
  drawNow(): void;
  /** Gives the focus to the composer. */
  leave(): void;
}

/** Looks for a text in the whole conversation, part by part, and leads from one message that holds it to the next. */
export class FindController {
  readonly #parts: FindControllerParts;
  #state: FindState | undefined;
  /** Another one ends the search that is on its way. */
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opener: Element | null = null;

  constructor(parts: FindControllerParts) {
    this.#parts = parts;
  }

  get state(): FindState | undefined {
    return this.#state;
  }

  /** Without a text, what is selected is looked for. */
  open(text = ''): void {
    if (this.#parts.store.room === undefined) return;
    const selected = text || (getSelection()?.toString().trim() ?? '');
    if (this.#state === undefined) this.#opener = document.activeElement;
    this.#state ??= emptyFind;
    this.#parts.drawNow();
    const field = this.#parts.root.querySelector<HTMLInputElement>('.find input');
    field?.focus();
    field?.select();
    if (selected !== '' && !selected.includes('\n')) this.input(selected);
  }

  input(text: string): void {
    this.#generation++;
    clearTimeout(this.#timer);
    const wanted = wholeBeginning(text, viewLimits.find);
    this.#change({ ...emptyFind, text: wanted });
    if (!isBlank(wanted)) this.#timer = setTimeout(() => void this.#search(wanted), debounceMs);
  }

  /** To the next older, or newer, message; from the last one on to the first. */
  step(by: 1 | -1): void {
    const state = this.#state;
    if (state === undefined || state.hits.length === 0) return;
    const { hits } = state;
    this.#goTo((Math.max(0, state.at) + by + hits.length) % hits.length);
    this.#parts.announcer.sayNow(findText(this.#state ?? state));
  }

  /** These messages stand differently now. */
  onRows(rows: readonly Row[]): void {
    if (this.#state === undefined || this.#state.hits.length === 0) return;
    const state = withoutLost(this.#state, rows);
    if (state !== this.#state) this.#change(state);
  }

  /** Gives the focus back to where it came from. */
  close(): void {
    this.reset();
    this.#parts.drawNow();
    const opener = this.#opener;
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
    else this.#parts.leave();
  }

  /** Another conversation is on screen. */
  reset(): void {
    this.#generation++;
    clearTimeout(this.#timer);
    this.#state = undefined;
  }

  async #search(text: string): Promise<void> {
    const { host, store } = this.#parts;
    const generation = ++this.#generation;
    const { room } = store;
    if (room === undefined) return;
    this.#add({ phase: 'looking' });
    let before: string | undefined;
    do {
      const result = await host.request('find', { room, text, ...(before !== undefined && { before }) });
      if (generation !== this.#generation || this.#state === undefined) return;
      if (!result.ok) return this.#ended('failed');
      const { hits, looked, next } = result.value;
      const all = [...this.#state.hits, ...hits].slice(0, stateLimits.hits);
      before = all.length < stateLimits.hits ? next : undefined;
      this.#add({ hits: all, looked: this.#state.looked + looked });
      if (this.#state.at < 0 && all.length > 0) this.#goTo(0);
    } while (before !== undefined);
    this.#ended('done');
  }

  #ended(phase: FindState['phase']): void {
    this.#add({ phase });
    if (this.#state !== undefined) this.#parts.announcer.sayNow(findText(this.#state));
  }

  #goTo(at: number): void {
    this.#add({ at });
    const hit = this.#state?.hits[at];
    if (hit !== undefined) void this.#show(hit);
  }

  /** Far from what the page had, nobody has told it that a message says something else by now. */
  async #show(hit: string): Promise<void> {
    const { history, store } = this.#parts;
    await history.show(hit);
    const row = findRow(store.state.rows, hit);
    if (row !== undefined) this.onRows([row]);
  }

  #add(more: Partial<FindState>): void {
    if (this.#state !== undefined) this.#change({ ...this.#state, ...more });
  }

  #change(state: FindState): void {
    this.#state = state;
    this.#parts.draw();
  }
}
