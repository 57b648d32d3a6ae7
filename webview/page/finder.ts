import { isBlank, wholeBeginning } from '../../common/text/index.ts';
import { viewLimits } from '../../common/protocol/view/index.ts';
import type { Host } from '../host.ts';
import { stateLimits } from '../state/limits.ts';
import { nothingFound, type Finding } from '../state/finding.ts';
import { findingText } from '../text/finding.ts';
import type { Announcer } from './announcer.ts';
import type { Reader } from './reader.ts';
import type { Store } from './store.ts';

/** Milliseconds without typing after which it is looked for. */
const quiet = 150;

export interface FinderParts {
  readonly host: Host;
  readonly store: Store;
  readonly reader: Reader;
  readonly announcer: Announcer;
  readonly root: HTMLElement;
  /** Something to draw; `drawNow` has drawn it when it returns. */
  draw(): void;
  drawNow(): void;
  /** Gives the focus to the composer. */
  leave(): void;
}

/** Looks for a text in the whole conversation, part by part, and leads from one message that holds it to the next. */
export class Finder {
  readonly #parts: FinderParts;
  #finding: Finding | undefined;
  /** Another one ends the search that is on its way. */
  #search = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opener: Element | null = null;

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  get finding(): Finding | undefined {
    return this.#finding;
  }

  /** Without a text, what is selected is looked for. */
  open(text = ''): void {
    if (this.#parts.store.room === undefined) return;
    const selected = text || (getSelection()?.toString().trim() ?? '');
    if (this.#finding === undefined) this.#opener = document.activeElement;
    this.#finding ??= nothingFound;
    this.#parts.drawNow();
    const field = this.#parts.root.querySelector<HTMLInputElement>('.find input');
    field?.focus();
    field?.select();
    if (selected !== '' && !selected.includes('\n')) this.input(selected);
  }

  input(text: string): void {
    this.#search++;
    clearTimeout(this.#timer);
    const wanted = wholeBeginning(text, viewLimits.find);
    this.#change({ ...nothingFound, text: wanted });
    if (!isBlank(wanted)) this.#timer = setTimeout(() => void this.#look(wanted), quiet);
  }

  /** To the next older, or newer, message; from the last one on to the first. */
  step(by: 1 | -1): void {
    const finding = this.#finding;
    if (finding === undefined || finding.hits.length === 0) return;
    const { hits } = finding;
    this.#goTo((Math.max(0, finding.at) + by + hits.length) % hits.length);
    this.#parts.announcer.answer(findingText(this.#finding ?? finding));
  }

  /** Gives the focus back to where it came from. */
  close(): void {
    this.left();
    this.#parts.drawNow();
    const opener = this.#opener;
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
    else this.#parts.leave();
  }

  /** Another conversation is on screen. */
  left(): void {
    this.#search++;
    clearTimeout(this.#timer);
    this.#finding = undefined;
  }

  async #look(text: string): Promise<void> {
    const { host, store } = this.#parts;
    const search = ++this.#search;
    const { room } = store;
    if (room === undefined) return;
    this.#add({ phase: 'looking' });
    let before: string | undefined;
    do {
      const result = await host.call('find', { room, text, ...(before !== undefined && { before }) });
      if (search !== this.#search || this.#finding === undefined) return;
      if (!result.ok) return this.#ended('failed');
      const { hits, looked, next } = result.value;
      const all = [...this.#finding.hits, ...hits].slice(0, stateLimits.hits);
      before = all.length < stateLimits.hits ? next : undefined;
      this.#add({ hits: all, looked: this.#finding.looked + looked });
      if (this.#finding.at < 0 && all.length > 0) this.#goTo(0);
    } while (before !== undefined);
    this.#ended('done');
  }

  #ended(phase: Finding['phase']): void {
    this.#add({ phase });
    if (this.#finding !== undefined) this.#parts.announcer.answer(findingText(this.#finding));
  }

  #goTo(at: number): void {
    this.#add({ at });
    const hit = this.#finding?.hits[at];
    if (hit !== undefined) void this.#parts.reader.show(hit);
  }

  #add(more: Partial<Finding>): void {
    if (this.#finding !== undefined) this.#change({ ...this.#finding, ...more });
  }

  #change(finding: Finding): void {
    this.#finding = finding;
    this.#parts.draw();
  }
}
