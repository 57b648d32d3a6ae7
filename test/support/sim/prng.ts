import type { Random } from '../../../common/base/index.ts';

/** sfc32: small, fast, and the same everywhere. Not for secrets. */
export class Prng implements Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: number, stream = 0) {
    this.#a = seed >>> 0;
    this.#b = stream >>> 0;
    this.#c = 0x9e3779b9;
    for (let i = 0; i < 12; i++) this.#next();
  }

  nextInt(n: number): number {
    return Math.floor((this.#next() / 2 ** 32) * n);
  }

  bytes(n: number): Uint8Array {
    return Uint8Array.from({ length: n }, () => this.#next() >>> 24);
  }

  /** A whole number from `least` to `most`. */
  between([least, most]: readonly [number, number]): number {
    return least + this.nextInt(most - least + 1);
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return percent > 0 && this.nextInt(10_000) < percent * 100;
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#count++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }
}
