import { render } from 'lit';
import { page } from '../components/page.ts';
import type { Actions, View } from '../components/view.ts';
import { layout, type Item } from '../state/layout.ts';
import { useTimeZone } from '../text/format.ts';
import { findRow, lowerBound } from '../state/rows.ts';
import type { State } from '../state/state.ts';
import { AuthorColors } from './author-colors.ts';
import { DayWatcher } from './day-watcher.ts';
import { Highlighter } from './highlighter.ts';
import { messageFrom, messageOf, RovingTabindex } from './roving-tabindex.ts';
import { Scroller } from './scroller.ts';

/** What the renderer is told at each drawing. */
export type RenderInput = Pick<
  View,
  'kind' | 'state' | 'composer' | 'popup' | 'recent' | 'found' | 'notice' | 'find' | 'unreadAbove'
> & {
  /** Ids of messages that came to places that had been seen past already, and have not been on screen. */
  readonly late: ReadonlySet<string>;
};

/** So often one drawing may show that more has to be drawn: lines are as tall as they turn out to be. */
const maxPasses = 6;

/** Draws the page, at most once for each turn of the event loop, and keeps the reader's place. */
export class Renderer {
  readonly scroller = new Scroller(() => this.draw());
  readonly root: HTMLElement;
  readonly #tabindex = new RovingTabindex();
  readonly #input: () => RenderInput;
  readonly #actions: Actions;
  readonly #onRendered: () => void;
  readonly #colors = new AuthorColors(() => this.draw());
  readonly #dayWatcher = new DayWatcher(() => {
    useTimeZone();
    this.#laidOut = undefined;
    this.draw();
  });
  readonly #highlighter = new Highlighter();
  readonly #narrow = matchMedia('(max-width: 220px)');
  #pending = false;
  /** What was drawn of all that depends on where one has scrolled to. */
  #renderedScrollState = '';
  #laidOut: { readonly state: State; readonly items: readonly Item[] } | undefined;
  /** Order of the newest row when the end was last in sight. */
  #lastSeenOrder = '';

  constructor(root: HTMLElement, actions: Actions, input: () => RenderInput, onRendered: () => void) {
    this.root = root;
    this.#actions = actions;
    this.#input = input;
    this.#onRendered = onRendered;
    this.#dayWatcher.start();
    this.#narrow.addEventListener('change', () => this.draw());
  }

  /** Soon: many changes make one drawing. */
  draw(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      if (this.#pending) this.drawNow();
    });
  }

  drawNow(): void {
    this.#render();
    this.#onRendered();
  }

  #render(): void {
    this.#pending = false;
    const input = this.#input();
    const items = this.#layout(input.state);
    this.scroller.setItems(items, !input.state.hasNewer);
    for (let pass = 0; pass < maxPasses; pass++) {
      const view = this.#view(input, items);
      this.#renderedScrollState = `${view.isFar} ${view.current}`;
      render(page(view, this.#actions), this.root);
      if (!this.scroller.afterRender(this.root.querySelector<HTMLElement>('.log') ?? undefined)) break;
    }
    this.#highlighter.show(this.root, input.find);
  }

  /** The scrolling has come to rest, unless somebody goes on in this frame: only then is drawn what follows from it. */
  scrollEnded(): void {
    requestAnimationFrame(() => {
      if (!this.scroller.scrollEnded()) return;
      const { isFar, current } = this.#view(this.#input(), this.items);
      if (this.scroller.isShifted || this.#renderedScrollState !== `${isFar} ${current}`) this.draw();
    });
  }

  /** Another conversation is on screen: it opens at its end, or where its unread part begins if that is further up. */
  reset(): void {
    this.#lastSeenOrder = '';
    this.#tabindex.goTo(undefined);
    this.scroller.toEnd();
    this.#render();
    if (!this.scroller.fitsFrom('new')) this.#toNew(this.#input().state);
    this.drawNow();
  }

  #toNew({ rows, newSince }: State): void {
    this.scroller.show('new', 'top');
    this.#lastSeenOrder = rows[lowerBound(rows, newSince?.order ?? '') - 1]?.order ?? '';
  }

  /** Some of this message is on screen. */
  isVisible(key: string): boolean {
    const index = indexOf(this.items, key);
    const { first, last } = this.scroller.visibleSpan(0);
    return index >= first && index <= last;
  }

  /** Brings a message into sight and puts the focus on it; false if it is not loaded. */
  focusOn(key: string, to: 'middle' | 'nearest'): boolean {
    if (!this.show(key, to)) return false;
    this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
    return true;
  }

  /** Brings a message into sight; false if it is not loaded. */
  show(key: string, to: 'middle' | 'nearest'): boolean {
    if (indexOf(this.items, key) < 0) return false;
    this.#tabindex.goTo(key);
    this.scroller.show(key, to);
    this.drawNow();
    return true;
  }

  /** The control of a message that has the focus is about to go: the message itself takes it. */
  keepFocus(key: string): void {
    const message = this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (message?.contains(document.activeElement) === true) message.focus({ preventScroll: true });
  }

  onFocus(event: FocusEvent): void {
    if (this.#tabindex.focused(event)) this.draw();
  }

  /** From message to message, by keys; false if the key is none of ours. */
  moveFocus(event: KeyboardEvent): boolean {
    const message = messageOf(event);
    const key = message?.dataset['key'];
    if (message === undefined || key === undefined) return false;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    if (event.key === 'Enter') return document.activeElement === message && enter(message);
    const target = this.#targetOf(event.key, indexOf(this.items, key));
    const item = target === undefined ? undefined : this.items[target];
    return item !== undefined && this.focusOn(item.key, 'nearest');
  }

  get items(): readonly Item[] {
    return this.#laidOut?.items ?? [];
  }

  #targetOf(key: string, from: number): number | undefined {
    const { items, scroller } = this;
    switch (key) {
      case 'ArrowUp':
        return messageFrom(items, from - 1, -1) ?? from;
      case 'ArrowDown':
        return messageFrom(items, from + 1, 1) ?? from;
      case 'PageUp':
        return messageFrom(items, scroller.aPageFrom(from, -1), 1);
      case 'PageDown':
        return messageFrom(items, scroller.aPageFrom(from, 1), -1);
      case 'Home':
        return messageFrom(items, 0, 1);
      case 'End':
        return messageFrom(items, items.length - 1, -1);
      default:
        return undefined;
    }
  }

  #view(input: RenderInput, items: readonly Item[]): View {
    const { span, lastVisible } = this.scroller;
    const focused = document.activeElement?.closest<HTMLElement>('[data-key]')?.dataset['key'];
    const at = focused === undefined ? -1 : indexOf(items, focused);
    const apart = at < 0 || (at >= span.first && at <= span.last) ? undefined : at;
    return {
      ...input,
      items,
      span,
      apart,
      narrow: this.#narrow.matches,
      unseen: this.#unseen(input.state) + this.#lateBelow(input, items),
      isFar: input.state.hasNewer || this.scroller.farFromEnd,
      current: this.#tabindex.currentOf(items, span, apart, lastVisible),
      now: Date.now(),
      today: this.#dayWatcher.today,
      colorVersion: this.#colors.version,
      colorClass: (identity) => this.#colors.classOf(identity),
    };
  }

  /** The same items as long as the state is the same. */
  #layout(state: State): readonly Item[] {
    if (this.#laidOut?.state !== state) this.#laidOut = { state, items: layout(state) };
    return this.#laidOut.items;
  }

  #unseen({ rows, later, newest }: State): number {
    if (this.scroller.atEnd) this.#lastSeenOrder = newest;
    let count = 0;
    for (const stretch of [later, rows])
      for (let index = stretch.length - 1; index >= 0; index--) {
        const row = stretch[index];
        if (row === undefined || row.order <= this.#lastSeenOrder) break;
        if (!row.own && row.kind === 'message') count++;
      }
    return count;
  }

  /** Of what came late, what lies below the screen, before the end that was seen. */
  #lateBelow({ state, late }: RenderInput, items: readonly Item[]): number {
    const { last } = this.scroller.visibleSpan(0);
    return [...late].filter((id) => {
      const row = findRow(state.rows, id);
      return row?.kind === 'message' && row.order <= this.#lastSeenOrder && indexOf(items, id) > last;
    }).length;
  }
}

const indexOf = (items: readonly Item[], key: string): number => items.findLastIndex((item) => item.key === key);

const enter = (message: HTMLElement): boolean => {
  const all = message.querySelectorAll<HTMLElement>('.gone button, .failed button, .tools button');
  const first = Array.from(all).find((one) => one.offsetWidth > 0);
  first?.focus();
  return first !== undefined;
};
