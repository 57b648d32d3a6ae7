import { AppError, concat } from '../../base/index.ts';
import type { Frame } from './frames.ts';

/** Pieces smaller than this are joined, so that a peer that sends single bytes does not cost an object for each. */
const smallPiece = 1024;

/**
 * Cuts a byte stream into frames. What has arrived waits in a list and is copied once, when its frame is complete; a length above
 * the cap is refused before anything is allocated for it.
 */
export class FrameSplitter {
  /** Most bytes of type and body. May be raised between frames. */
  cap: number;
  readonly #pieces: Uint8Array[] = [];
  #held = 0;
  #length: number | undefined;

  constructor(cap: number) {
    this.cap = cap;
  }

  /** Bytes of a frame that has begun and is not complete. */
  get partial(): number {
    return this.#held + (this.#length === undefined ? 0 : 4);
  }

  push(bytes: Uint8Array): void {
    const last = this.#pieces.at(-1);
    this.#held += bytes.length;
    if (last !== undefined && last.length + bytes.length <= smallPiece) {
      this.#pieces[this.#pieces.length - 1] = concat(last, bytes);
    } else if (bytes.length > 0) this.#pieces.push(bytes);
  }

  /**
   * The next complete frame, if there is one. Call until it answers undefined.
   * @throws AppError BAD_OPERATION for a length of 0 or above the cap; the stream is useless then.
   */
  next(): Frame | undefined {
    if (this.#length === undefined) {
      if (this.#held < 4) return undefined;
      this.#length = this.#take(4).reduce((value, byte) => value * 256 + byte, 0);
    }
    if (this.#length < 1 || this.#length > this.cap) {
      throw new AppError('BAD_OPERATION', `frame of ${this.#length} bytes, at most ${this.cap} allowed`);
    }
    if (this.#held < this.#length) return undefined;
    const bytes = this.#take(this.#length);
    this.#length = undefined;
    return { type: bytes[0] ?? 0, body: bytes.subarray(1) };
  }

  #take(count: number): Uint8Array {
    const out = new Uint8Array(count);
    let at = 0;
    while (at < count) {
      const piece = this.#pieces[0];
      if (piece === undefined) break;
      const part = piece.subarray(0, count - at);
      out.set(part, at);
      at += part.length;
      if (part.length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.subarray(part.length);
    }
    this.#held -= count;
    return out;
  }
}
