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
    if (n < 0 || n > this.left) throw new RangeError(`wanted ${n} bytes, ${this.left} left`);
    const out = this.#bytes.subarray(this.#at, this.#at + n);
    this.#at += n;
    return out;
  }

  uint(bytes: 1 | 2 | 4 | 6 | 8): number {
    let value = 0;
    for (const byte of this.take(bytes)) value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) throw new RangeError('number too large');
    return value;
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
