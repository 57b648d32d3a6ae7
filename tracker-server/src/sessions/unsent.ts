import { trackerLimits } from '../../../common/protocol/tracker/index.ts';

/** A socket in which bytes wait. */
export interface Holder {
  /** Ends it without ceremony. */
  cut(): void;
}

/** What waits in all sockets together: where that is too much, whoever holds most is cut off. */
export class Unsent {
  readonly #bytes = new Map<Holder, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  of(holder: Holder): number {
    return this.#bytes.get(holder) ?? 0;
  }

  add(holder: Holder, bytes: number): void {
    this.#bytes.set(holder, this.of(holder) + bytes);
    this.#total += bytes;
    if (this.#total <= trackerLimits.unsentInAll) return;
    let [most, top] = [holder, 0];
    for (const [each, held] of this.#bytes) if (held > top) [most, top] = [each, held];
    this.forget(most);
    most.cut();
  }

  sent(holder: Holder, bytes: number): void {
    const held = this.#bytes.get(holder);
    // it is gone, and what it held with it
    if (held === undefined) return;
    this.#total -= bytes;
    if (held > bytes) this.#bytes.set(holder, held - bytes);
    else this.#bytes.delete(holder);
  }

  forget(holder: Holder): void {
    this.#total -= this.of(holder);
    this.#bytes.delete(holder);
  }
}
