/** Reads big-endian fields one after the other. Reading past the end throws RangeError: decoders catch it at their door. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** A view of the next n bytes, not a copy. */
  take(n: number): Uint8Array {
    const from = this.#advance(n);
    return this.#bytes.subarray(from, this.#at);
  }

  uint(bytes: 1 | 2 | 4 | 6 | 8): number {
    let value = 0;
    // a view for each number would cost more than the number
    for (let at = this.#advance(bytes); at < this.#at; at++) value = value * 256 + (this.#bytes[at] ?? 0);
    if (!Number.isSafeInteger(value)) throw new RangeError('number too large');
    return value;
  }

  /** Where the next n bytes begin; the one after them comes next. */
  #advance(n: number): number {
    if (n < 0 || n > this.left) throw new RangeError(`wanted ${n} bytes, ${this.left} left`);
    const from = this.#at;
    this.#at += n;
    return from;
  }
}

/** Appends big-endian fields; `done` gives the bytes. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  /** `expected`: how many bytes it will be. More or less costs a copy. */
  constructor(expected = 256) {
    this.#bytes = new Uint8Array(expected);
  }

  bytes(part: Uint8Array): this {
    this.#makeRoom(part.length);
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
    return this;
  }

  uint(bytes: 1 | 2 | 4 | 6 | 8, value: number): this {
    this.#makeRoom(bytes);
    let rest = value;
    for (let i = this.#length + bytes - 1; i >= this.#length; i--) {
      this.#bytes[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#length += bytes;
    return this;
  }

  /** Nothing can be appended after that. */
  done(): Uint8Array {
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
