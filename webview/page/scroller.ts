import { Heights } from '../state/heights.ts';
import type { Item } from '../state/layout.ts';
import type { Span } from '../state/state.ts';
import { indexOf, isProvisional, captureAnchor, offsetFor, type ScrollAnchor } from './scroll-anchor.ts';

/** Nearer to the end than this is at the end, pixels. */
const endSlackPx = 24;
/** Nearer to an edge of what is held than this asks for more, pixels. */
const loadAheadPx = 1200;
/** Drawn beyond what is in sight, pixels; when less than `minOverscanPx` is left of it, it is drawn anew: little at a time, and ahead. */
const overscanPx = 1000;
const minOverscanPx = 750;
/** Nearer to the top than this the scroll bar has to tell the truth. */
const exactNearTopPx = 2000;

/** Keeps what is being read where it is, or stays at the end, whatever is drawn above or below; and knows what has to be drawn. */
export class Scroller {
  readonly #heights = new Heights();
  readonly #changed: () => void;
  #log: HTMLElement | undefined;
  #anchor: ScrollAnchor = { kind: 'end' };
  /** The conversation ends with the last line. */
  #endsConversation = true;
  /** What has to be in the document, and what is. */
  #span: Span = { first: 0, last: -1 };
  #drawn: Span = { first: 0, last: -1 };
  #viewportHeight = 0;
  #width = 0;
  /** `scrollTop` as it is known. */
  #top = 0;
  /** How much lower the lines stand than they should: mended when the scrolling rests, for that would end it. */
  #shift = 0;
  #scrolling = false;
  readonly #resized = new ResizeObserver(() => {
    if (!this.#isAtLimit()) this.#trackScroll();
    if (this.#restoreAnchor()) requestAnimationFrame(() => this.#changed());
  });

  /** `changed` = something has to be drawn. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get atEnd(): boolean {
    return this.#endsConversation && this.#anchor.kind === 'end';
  }
  /** More than a screen away from the end. */
  get farFromEnd(): boolean {
    return this.#anchor.kind !== 'end' && this.#offset + 2 * this.#viewportHeight < this.#heights.total;
  }
  get nearTop(): boolean {
    return this.#log !== undefined && this.#offset < loadAheadPx;
  }
  get nearBottom(): boolean {
    return this.#log !== undefined && this.#offset + this.#viewportHeight > this.#heights.total - loadAheadPx;
  }
  /** What has to be in the document. */
  get span(): Span {
    return this.#span;
  }

  /** These are the lines now; `whole` = the conversation ends with the last one. */
  setItems(items: readonly Item[], whole: boolean): void {
    this.#trackScroll();
    const same = items === this.#heights.items;
    this.#heights.setItems(items);
    if (this.#endsConversation && !whole && this.#anchor.kind === 'end')
      this.#anchor = captureAnchor(this.#heights, this.#offset, this.#viewportHeight);
    this.#endsConversation = whole;
    if (!same || !this.#isCovered()) this.#updateSpan();
  }

  /** The next drawing shows the end: another conversation, or a message of mine. */
  toEnd(): void {
    this.#endScroll();
    this.#anchor = { kind: 'end' };
  }

  /** The next drawing shows this line. */
  show(key: string, to: 'middle' | 'top' | 'nearest'): void {
    this.#endScroll();
    this.#anchor = { kind: 'line', key, to, from: this.#offset };
  }

  /** By what is seen at a time, less a line or two, so that the eye finds its place. */
  page(by: 1 | -1): void {
    this.#log?.scrollBy(0, by * this.#viewportHeight * 0.9);
  }

  /** Of the lines in sight, the last one that is there as a whole. */
  get lastVisible(): number {
    const last = this.#heights.at(this.#offset + this.#viewportHeight);
    return this.#heights.bottom(last) > this.#offset + this.#viewportHeight + 1 ? last - 1 : last;
  }
  /** The line about a page above or below this one. */
  aPageFrom(index: number, by: 1 | -1): number {
    return this.#heights.at(this.#heights.top(index) + by * this.#viewportHeight * 0.9);
  }
  /** As much as fits from this line on is all there is. */
  fitsFrom(key: string): boolean {
    const index = indexOf(this.#heights, key);
    return index < 0 || this.#heights.total - this.#heights.top(index) <= this.#viewportHeight;
  }

  /** Somebody scrolled, or we did; true if something else has to be drawn. */
  scrolled(): boolean {
    const before = this.#anchor.kind;
    if (!this.#trackScroll()) return false;
    return this.#isCovered() ? before !== this.#anchor.kind : this.#updateSpan();
  }

  /** The scrolling has come to rest; false if somebody has gone on. */
  scrollEnded(): boolean {
    if (this.#isMoved()) return false;
    this.#endScroll();
    return true;
  }
  /** The lines do not stand yet where the scroll bar says. */
  get isShifted(): boolean {
    return this.#shift !== 0;
  }

  /** A line has become taller or shorter by the person's own doing: what is above it stays where it is. */
  contentResized(): void {
    this.#measure();
    this.#captureAnchor();
    if (this.#restoreAnchor()) this.#changed();
  }

  /** After every drawing; true if that showed that more has to be drawn. */
  afterRender(log: HTMLElement | undefined): boolean {
    if (log !== this.#log) this.#attach(log);
    this.#drawn = this.#span;
    return this.#restoreAnchor();
  }

  get #offset(): number {
    return this.#top - this.#base() - this.#shift;
  }

  /** Brings what is held to where it belongs; true if more has to be drawn. */
  #restoreAnchor(): boolean {
    const log = this.#log;
    const lines = linesIn(log);
    if (log === undefined || lines === undefined) return false;
    this.#viewportHeight = log.clientHeight;
    if (log.clientWidth !== this.#width) this.#heights.forget();
    this.#width = log.clientWidth;
    this.#measure();
    this.#position(log, lines);
    return !this.#isCovered() && this.#updateSpan();
  }

  #attach(log: HTMLElement | undefined): void {
    this.#log = log;
    this.#resized.disconnect();
    const run = linesIn(log)?.firstElementChild;
    this.#top = log?.scrollTop ?? 0;
    this.#shift = 0;
    if (log === undefined || run === undefined || run === null) return;
    this.#resized.observe(log);
    this.#resized.observe(run);
  }

  /** Where the lines begin: above them stands what says why there are no more. */
  #base(): number {
    return linesIn(this.#log)?.offsetTop ?? 0;
  }

  /** Scrolled down as far as it goes: perhaps by nobody, when something has become shorter. */
  #isAtLimit(): boolean {
    const log = this.#log;
    return log !== undefined && log.scrollTop >= log.scrollHeight - log.clientHeight - 1;
  }

  /** Takes note of where somebody has scrolled to; false if nobody has. */
  #trackScroll(): boolean {
    if (!this.#isMoved()) return false;
    this.#top = this.#log?.scrollTop ?? 0;
    this.#scrolling = true;
    this.#captureAnchor();
    return true;
  }

  #isMoved(): boolean {
    return Math.abs((this.#log?.scrollTop ?? this.#top) - this.#top) >= 1;
  }

  #endScroll(): void {
    this.#top = this.#log?.scrollTop ?? 0;
    this.#scrolling = false;
  }

  /** Where one is now is where one wants to stay. */
  #captureAnchor(): void {
    const offset = this.#offset;
    const isNear = this.#heights.total - offset - this.#viewportHeight <= endSlackPx;
    const atEnd = this.#endsConversation && (isNear || (this.#anchor.kind === 'end' && this.#isAtLimit()));
    this.#anchor = atEnd ? { kind: 'end' } : captureAnchor(this.#heights, offset, this.#viewportHeight);
  }

  #measure(): void {
    const run = linesIn(this.#log)?.firstElementChild;
    let index = this.#drawn.first;
    for (const line of run?.children ?? [])
      if (!line.classList.contains('is-apart')) this.#heights.setMeasured(index++, line.getBoundingClientRect().height);
  }

  #position(log: HTMLElement, lines: HTMLElement): void {
    const { first, last } = this.#drawn;
    const held = offsetFor(this.#anchor, this.#heights, this.#viewportHeight);
    const offset = held ?? this.#offset;
    const shift = this.#top - this.#base() - offset;
    const room = Math.min(
      offset,
      this.#heights.total - this.#viewportHeight - offset,
      this.#heights.top(first) + shift,
    );
    const free = this.#scrolling && room > exactNearTopPx;
    this.#shift = free ? shift : 0;
    lines.style.paddingTop = `${this.#heights.top(first) + this.#shift}px`;
    lines.style.paddingBottom = `${Math.max(0, this.#heights.total - this.#heights.bottom(last))}px`;
    for (const line of lines.querySelectorAll<HTMLElement>('.row.is-apart'))
      line.style.top = `${this.#heights.top(indexOf(this.#heights, line.dataset['row'] ?? '')) + this.#shift}px`;
    if (!free) {
      log.scrollTop = this.#anchor.kind === 'end' ? log.scrollHeight : offset + this.#base();
      this.#top = log.scrollTop;
    }
    if (held === undefined || (isProvisional(this.#anchor) && this.#isCovered())) this.#captureAnchor();
  }

  /** Lines on screen, or `extra` pixels from it. */
  visibleSpan(extra: number): Span {
    const offset = offsetFor(this.#anchor, this.#heights, this.#viewportHeight) ?? this.#offset;
    return { first: this.#heights.at(offset - extra), last: this.#heights.at(offset + this.#viewportHeight + extra) };
  }

  /** Whether what is drawn is still enough. */
  #isCovered(): boolean {
    const { first, last } = this.visibleSpan(minOverscanPx);
    return this.#drawn.first <= first && this.#drawn.last >= last;
  }

  #updateSpan(): true {
    this.#span = this.visibleSpan(overscanPx);
    return true;
  }
}

const linesIn = (log?: HTMLElement): HTMLElement | undefined => log?.querySelector<HTMLElement>('.lines') ?? undefined;
