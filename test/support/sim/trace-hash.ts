/** A running hash of everything that happened: FNV-1a, twice, over the lines. */
export class TraceHash {
  #high = 0x811c9dc5;
  #low = 0xcbf29ce4;

  add(line: string): void {
    for (let i = 0; i < line.length; i++) {
      this.#high = Math.imul(this.#high ^ line.charCodeAt(i), 0x01000193);
      this.#low = Math.imul(this.#low ^ (line.charCodeAt(i) + i), 0x01000193);
    }
  }

  text(): string {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
