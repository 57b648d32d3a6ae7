import type { Item } from '../../webview/state/layout.ts';
import { messageAt, type List } from './list.ts';

/** How a line that should have stayed where it is, or moved evenly, did move. */
export interface Drift {
  /** Frames in which it stood a pixel or more from where it should, or was not there. */
  readonly frames: number;
  /** The most of it, and what was left of it at the end, pixels. */
  readonly most: number;
  readonly left: number;
}

const watched = 24;
const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve());
    port1.start();
    port2.postMessage(0);
  });
const painted = async (): Promise<void> => {
  await frame();
  await turn();
};
const settled = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await painted();
};

/** What is done to a list, and what one who reads in it sees of that. */
export class Trials {
  readonly #list: List;
  readonly #root: HTMLElement;
  #items: readonly Item[] = [];
  #next = 0;

  constructor(list: List, root: HTMLElement) {
    this.#list = list;
    this.#root = root;
  }

  /** Opens at the end of so many messages. */
  async open(count: number): Promise<void> {
    this.#root.style.width = '800px';
    this.#next = count;
    this.#show(Array.from({ length: count }, (_, n) => messageAt(n, `${performance.now()} ${n}`)));
    this.#list.toEnd();
    await settled();
  }

  /** Frames while somebody scrolls, milliseconds each. */
  async scroll(by: number, frames: number): Promise<readonly number[]> {
    const took: number[] = [];
    let last = await frame();
    for (let n = 0; n < frames; n++) {
      this.#log.scrollBy(0, by);
      const now = await frame();
      took.push(now - last);
      last = now;
    }
    return took;
  }

  /** Up through what has never been drawn: each frame as far as asked for. */
  async upwards(): Promise<Drift> {
    await this.#read();
    return this.#moving(60, 100);
  }
  async prepend(): Promise<Drift> {
    await this.#read();
    return this.#still(() => this.#prepend());
  }
  /** As a page of older messages comes in life: to somebody on the way to them. */
  async prependWhileScrolling(): Promise<Drift> {
    await this.#read();
    return this.#moving(40, watched, () => this.#prepend());
  }
  /** To somebody at the very top older ones come, and so the first line is no longer the first under its name. */
  async atTop(): Promise<Drift> {
    await this.open(40);
    this.#log.scrollTo(0, 30);
    await settled();
    const [first, ...others] = this.#items;
    if (first?.kind !== 'message') throw new Error('no messages');
    return this.#still(() => this.#show([...older(), { ...first, first: false }, ...others]));
  }
  /** Something in a line above grows by itself. */
  async growth(): Promise<Drift> {
    await this.#read();
    const above = this.#rows.findLast((row) => row.getBoundingClientRect().bottom < this.#edge - 20);
    return this.#still(() => above?.querySelector('.msg-text')?.append('More of it. '.repeat(60)));
  }
  async late(): Promise<Drift> {
    await this.#read();
    const at = this.#items.length - 200;
    return this.#still(() => this.#show(this.#items.toSpliced(at, 0, messageAt(this.#next++, `late${at}`))));
  }
  async narrower(): Promise<Drift> {
    await this.#read();
    return this.#still(() => (this.#root.style.width = '430px'));
  }
  async arrivalAbove(): Promise<Drift> {
    await this.#read();
    return this.#still(() => this.#append(3));
  }
  /** Somebody at the end stays there: how far from it. */
  async arrivalAtEnd(): Promise<Drift> {
    this.#list.toEnd();
    await settled();
    const off: number[] = [];
    this.#append(1);
    for (let n = 0; n < watched; n++) {
      await painted();
      off.push(this.#log.scrollHeight - this.#log.clientHeight - this.#log.scrollTop);
    }
    return driftOf(off);
  }

  /** Somewhere in the middle, coming from the end. */
  async #read(): Promise<void> {
    await this.open(2000);
    this.#log.scrollBy(0, -9000);
    await settled();
  }
  #show(items: readonly Item[]): void {
    this.#items = items;
    this.#list.show(items);
  }
  #append(count: number): void {
    const more = Array.from({ length: count }, () => messageAt(this.#next, `new${this.#next++} ${performance.now()}`));
    this.#show([...this.#items, ...more]);
  }
  #prepend(): void {
    this.#show([...older(), ...this.#items]);
  }

  /** Does something while nobody scrolls: the first line in sight as a whole is to stay where it is. */
  async #still(act: () => unknown): Promise<Drift> {
    const { key, top } = this.#first();
    const off: number[] = [];
    act();
    for (let n = 0; n < watched; n++) {
      await painted();
      off.push((this.#topOf(key) ?? Number.POSITIVE_INFINITY) - top);
    }
    return driftOf(off);
  }

  /** Scrolls up by so much in each frame, and does something meanwhile: each frame the line read is to move by as much. */
  async #moving(by: number, frames: number, act?: () => unknown): Promise<Drift> {
    const off: number[] = [];
    for (let n = 0; n < frames; n++) {
      const { key, top } = this.#first();
      if (n === 5) act?.();
      this.#log.scrollBy(0, -by);
      await painted();
      off.push((this.#topOf(key) ?? Number.POSITIVE_INFINITY) - top - by);
    }
    const drift = driftOf(off);
    return { ...drift, left: Math.abs(off.reduce((sum, one) => sum + one, 0)) };
  }
  #first(): { readonly key: string; readonly top: number } {
    for (const row of this.#rows) {
      const { top } = row.getBoundingClientRect();
      if (top >= this.#edge) return { key: row.dataset['row'] ?? '', top };
    }
    return { key: '', top: 0 };
  }
  #topOf(key: string): number | undefined {
    return this.#rows.find((row) => row.dataset['row'] === key)?.getBoundingClientRect().top;
  }
  get #log(): HTMLElement {
    const log = this.#root.querySelector<HTMLElement>('.log');
    if (log === null) throw new Error('no list');
    return log;
  }
  get #edge(): number {
    return this.#log.getBoundingClientRect().top;
  }
  get #rows(): readonly HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.row')];
  }
}

const older = (): readonly Item[] =>
  Array.from({ length: 200 }, (_, n) => messageAt(n - 200, `older ${performance.now()} ${n}`));

const driftOf = (off: readonly number[]): Drift => {
  const far = off.map((one) => Math.abs(one));
  return { frames: far.filter((one) => one >= 1).length, most: Math.max(...far), left: far.at(-1) ?? 0 };
};
