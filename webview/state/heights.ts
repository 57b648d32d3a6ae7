import { stateLimits } from './limits.ts';
import type { Item } from './layout.ts';

/** How tall a line is thought to be until it has been drawn, pixels. Only the scroll bar shows how wrong it is. */
const estimate = (item: Item): number => {
  if (item.kind !== 'message') return 30;
  const { content = '', first, quote } = item;
  return (first ? 62 : 24) + (quote ? 28 : 0) + Math.min(30, Math.floor(content.length / 90)) * 20;
};

/** How tall the lines of a conversation are and where each begins, in pixels. A change costs what comes after it. */
export class Heights {
  readonly #measured = new Map<string, number>();
  #items: readonly Item[] = [];
  /** Where each line begins; one more for the end of the last. */
  #tops = new Float64Array(1);
  /** So many of them are right, the first always is. */
  #validUpTo = 0;

  get items(): readonly Item[] {
    return this.#items;
  }
  get total(): number {
    return this.top(this.#items.length);
  }

  setItems(items: readonly Item[]): void {
    if (items === this.#items) return;
    const before = this.#items;
    let same = 0;
    while (same < items.length && items[same]?.key === before[same]?.key) same++;
    this.#items = items;
    this.#validUpTo = Math.min(this.#validUpTo, same);
    if (items.length >= this.#tops.length) {
      const tops = new Float64Array(items.length * 2);
      tops.set(this.#tops.subarray(0, this.#validUpTo + 1));
      this.#tops = tops;
    }
    if (this.#measured.size > 2 * stateLimits.rows) this.forget();
  }

  setMeasured(index: number, height: number): void {
    const item = this.#items[index];
    if (item === undefined || this.#measured.get(item.key) === height) return;
    this.#measured.set(item.key, height);
    this.#validUpTo = Math.min(this.#validUpTo, index);
  }

  isMeasured(index: number): boolean {
    return this.#measured.has(this.#items[index]?.key ?? '');
  }

  /** Everything looks different: another width, another font. */
  forget(): void {
    this.#measured.clear();
    this.#validUpTo = 0;
  }

  top(index: number): number {
    for (; this.#validUpTo < index; this.#validUpTo++) {
      const item = this.#items[this.#validUpTo];
      const height = item === undefined ? 0 : (this.#measured.get(item.key) ?? estimate(item));
      this.#tops[this.#validUpTo + 1] = this.#at(this.#validUpTo) + height;
    }
    return this.#at(index);
  }

  bottom(index: number): number {
    return this.top(index + 1);
  }

  /** The line that covers this offset; the nearest one if none does. */
  at(offset: number): number {
    let [low, high] = [0, Math.max(0, this.#items.length - 1)];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.bottom(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(index: number): number {
    return this.#tops[index] ?? 0;
  }
}
