/** Says things to screen readers: at most one a second, and of a flood only the newest. */
export class Announcer {
  readonly #region: HTMLElement;
  readonly #queue: string[] = [];
  #resting = false;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  say(text: string): void {
    this.#queue.push(text);
    if (this.#queue.length > 3) this.#queue.shift();
    this.#next();
  }

  /** The answer to a key: at once, since the next key makes it old. */
  answer(text: string): void {
    this.#region.textContent = text;
  }

  #next(): void {
    if (this.#resting) return;
    const text = this.#queue.shift();
    if (text === undefined) return;
    this.#region.textContent = text;
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      this.#next();
    }, 1000);
  }
}
