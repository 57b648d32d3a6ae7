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
  readonly #parts: Uint8Array[] = [];

  bytes(part: Uint8Array): this {
    this.#parts.push(part);
    return this;
  }

  uint(bytes: 1 | 2 | 4 | 6 | 8, value: number): this {
    const part = new Uint8Array(bytes);
    let rest = value;
    for (let i = bytes - 1; i >= 0; i--) {
      part[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#parts.push(part);
    return this;
  }

  done(): Uint8Array {
    const out = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}
