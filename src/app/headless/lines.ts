/** A line without its end; undefined for one with more bytes than may be, of which nothing is kept. */
export type InputLine = Buffer | undefined;

const newline = 0x0a;

/** The lines of an input, the last one also without an end. An input that breaks has ended. */
export async function* linesOf(input: AsyncIterable<Buffer>, most: number): AsyncGenerator<InputLine> {
  const reader = new LineSplitter(most);
  try {
    for await (const chunk of input) yield* reader.take(chunk);
  } catch {
    // closed by whoever writes or by ourselves: what has come so far was all
  }
  yield* reader.end();
}

/** Cuts what comes in pieces into lines. */
export class LineSplitter {
  readonly #most: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Bytes of an unfinished line. */
  get held(): number {
    return this.#parts.reduce((sum, { length }) => sum + length, 0);
  }

  *take(chunk: Buffer): Generator<InputLine> {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      this.#add(chunk.subarray(from, at));
      from = at + 1;
      yield this.#line();
    }
    if (from < chunk.length) this.#add(chunk.subarray(from));
  }

  *end(): Generator<InputLine> {
    if (this.#bytes > 0) yield this.#line();
  }

  #add(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#most) this.#parts = [];
    else this.#parts.push(part);
  }

  #line(): InputLine {
    const line = this.#bytes > this.#most ? undefined : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    return line;
  }
}
