import { Heights } from '../state/heights.ts';
import type { Item } from '../state/layout.ts';
import type { Span } from '../state/state.ts';
import { indexOf, linesAt, placeOf, type Hold } from './hold.ts';

/** Nearer to the end than this is at the end, pixels. */
const slack = 24;
/** Nearer to an edge of what is held than this asks for more, pixels. */
const early = 1200;
/** Drawn beyond what is in sight, pixels; when less than `minAhead` is left of it, it is drawn anew: little at a time, and ahead. */
const beyond = 1000;
const minAhead = 750;
/** Nearer to the top than this the scroll bar has to tell the truth. */
const truthful = 2000;

/** Keeps what is being read where it is, or stays at the end, whatever is drawn above or below; and knows what has to be drawn. */
export class Scroller {
  readonly #heights = new Heights();
  readonly #changed: () => void;
  #log: HTMLElement | undefined;
  #hold: Hold = { kind: 'end' };
  /** The conversation ends with the last line. */
  #whole = true;
  /** What has to be in the document, and what is. */
  #span: Span = { first: 0, last: -1 };
  #drawn: Span = { first: 0, last: -1 };
  #seen = 0;
  #width = 0;
  /** `scrollTop` as it is known. */
  #top = 0;
  /** How much lower the lines stand than they should: mended when the scrolling rests, for that would end it. */
  #shift = 0;
  #scrolling = false;
  readonly #resized = new ResizeObserver(() => {
    if (!this.#isAtLimit()) this.#follow();
    if (this.#keep()) requestAnimationFrame(() => this.#changed());
  });

  /** `changed` = something has to be drawn. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get atEnd(): boolean {
    return this.#whole && this.#hold.kind === 'end';
  }
  /** More than a screen away from the end. */
  get farFromEnd(): boolean {
    return this.#hold.kind !== 'end' && this.#place + 2 * this.#seen < this.#heights.total;
  }
  get nearTop(): boolean {
    return this.#log !== undefined && this.#place < early;
  }
  get nearBottom(): boolean {
    return this.#log !== undefined && this.#place + this.#seen > this.#heights.total - early;
  }
  /** What has to be in the document. */
  get span(): Span {
    return this.#span;
  }

  /** These are the lines now; `whole` = the conversation ends with the last one. */
  use(items: readonly Item[], whole: boolean): void {
    this.#follow();
    const same = items === this.#heights.items;
    this.#heights.use(items);
    if (this.#whole && !whole && this.#hold.kind === 'end')
      this.#hold = linesAt(this.#heights, this.#place, this.#seen);
    this.#whole = whole;
    if (!same || !this.#covered()) this.#aim();
  }

  /** The next drawing shows the end: another conversation, or a message of mine. */
  toEnd(): void {
    this.#stop();
    this.#hold = { kind: 'end' };
  }

  /** The next drawing shows this line. */
  show(key: string, to: 'middle' | 'top' | 'nearest'): void {
    this.#stop();
    this.#hold = { kind: 'line', key, to, from: this.#place };
  }

  /** By what is seen at a time, less a line or two, so that the eye finds its place. */
  page(by: 1 | -1): void {
    this.#log?.scrollBy(0, by * this.#seen * 0.9);
  }

  /** Of the lines in sight, the last one that is there as a whole. */
  get lastInSight(): number {
    const last = this.#heights.at(this.#place + this.#seen);
    return this.#heights.bottom(last) > this.#place + this.#seen + 1 ? last - 1 : last;
  }
  /** The line about a page above or below this one. */
  aPageFrom(index: number, by: 1 | -1): number {
    return this.#heights.at(this.#heights.top(index) + by * this.#seen * 0.9);
  }
  /** As much as fits from this line on is all there is. */
  fitsFrom(key: string): boolean {
    const index = indexOf(this.#heights, key);
    return index < 0 || this.#heights.total - this.#heights.top(index) <= this.#seen;
  }

  /** Somebody scrolled, or we did; true if something else has to be drawn. */
  scrolled(): boolean {
    const before = this.#hold.kind;
    if (!this.#follow()) return false;
    return this.#covered() ? before !== this.#hold.kind : this.#aim();
  }

  /** The scrolling has come to rest; false if somebody has gone on. */
  rested(): boolean {
    if (this.#isMoved()) return false;
    this.#stop();
    return true;
  }
  /** The lines do not stand yet where the scroll bar says. */
  get isShifted(): boolean {
    return this.#shift !== 0;
  }

  /** A line has become taller or shorter by the person's own doing: what is above it stays where it is. */
  unfolded(): void {
    this.#measure();
    this.#rest();
    if (this.#keep()) this.#changed();
  }

  /** After every drawing; true if that showed that more has to be drawn. */
  settle(log: HTMLElement | undefined): boolean {
    if (log !== this.#log) this.#enter(log);
    this.#drawn = this.#span;
    return this.#keep();
  }

  get #place(): number {
    return this.#top - this.#base() - this.#shift;
  }

  /** Brings what is held to where it belongs; true if more has to be drawn. */
  #keep(): boolean {
    const log = this.#log;
    const lines = linesIn(log);
    if (log === undefined || lines === undefined) return false;
    this.#seen = log.clientHeight;
    if (log.clientWidth !== this.#width) this.#heights.forget();
    this.#width = log.clientWidth;
    this.#measure();
    this.#put(log, lines);
    return !this.#covered() && this.#aim();
  }

  #enter(log: HTMLElement | undefined): void {
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
  #follow(): boolean {
    if (!this.#isMoved()) return false;
    this.#top = this.#log?.scrollTop ?? 0;
    this.#scrolling = true;
    this.#rest();
    return true;
  }

  #isMoved(): boolean {
    return Math.abs((this.#log?.scrollTop ?? this.#top) - this.#top) >= 1;
  }

  #stop(): void {
    this.#top = this.#log?.scrollTop ?? 0;
    this.#scrolling = false;
  }

  /** Where one is now is where one wants to stay. */
  #rest(): void {
    const place = this.#place;
    const isNear = this.#heights.total - place - this.#seen <= slack;
    const atEnd = this.#whole && (isNear || (this.#hold.kind === 'end' && this.#isAtLimit()));
    this.#hold = atEnd ? { kind: 'end' } : linesAt(this.#heights, place, this.#seen);
  }

  #measure(): void {
    const run = linesIn(this.#log)?.firstElementChild;
    let index = this.#drawn.first;
    for (const line of run?.children ?? [])
      if (!line.classList.contains('is-apart')) this.#heights.measured(index++, line.getBoundingClientRect().height);
  }

  #put(log: HTMLElement, lines: HTMLElement): void {
    const { first, last } = this.#drawn;
    const held = placeOf(this.#hold, this.#heights, this.#seen);
    const place = held ?? this.#place;
    const shift = this.#top - this.#base() - place;
    const room = Math.min(place, this.#heights.total - this.#seen - place, this.#heights.top(first) + shift);
    const free = this.#scrolling && room > truthful;
    this.#shift = free ? shift : 0;
    lines.style.paddingTop = `${this.#heights.top(first) + this.#shift}px`;
    lines.style.paddingBottom = `${Math.max(0, this.#heights.total - this.#heights.bottom(last))}px`;
    for (const line of lines.querySelectorAll<HTMLElement>('.row.is-apart'))
      line.style.top = `${this.#heights.top(indexOf(this.#heights, line.dataset['row'] ?? '')) + this.#shift}px`;
    if (!free) {
      log.scrollTop = this.#hold.kind === 'end' ? log.scrollHeight : place + this.#base();
      this.#top = log.scrollTop;
    }
    if (held === undefined || (isProvisional(this.#hold) && this.#covered())) this.#rest();
  }

  /** Lines on screen, or `extra` pixels from it. */
  inSight(extra: number): Span {
    const place = placeOf(this.#hold, this.#heights, this.#seen) ?? this.#place;
    return { first: this.#heights.at(place - extra), last: this.#heights.at(place + this.#seen + extra) };
  }

  /** Whether what is drawn is still enough. */
  #covered(): boolean {
    const { first, last } = this.inSight(minAhead);
    return this.#drawn.first <= first && this.#drawn.last >= last;
  }

  #aim(): true {
    this.#span = this.inSight(beyond);
    return true;
  }
}

/** Once it is on screen, what is held can be told better. */
const isProvisional = (hold: Hold): boolean =>
  hold.kind === 'line' || (hold.kind === 'lines' && hold.lines[0]?.edge === 'top');

const linesIn = (log?: HTMLElement): HTMLElement | undefined => log?.querySelector<HTMLElement>('.lines') ?? undefined;
