/** Draws once a second while something counts down. */
export class Ticker {
  readonly #draw: () => void;
  #ticking = false;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** After every drawing: the time it counts down to, milliseconds since 1970, if it counts. */
  until(at: number | undefined): void {
    if (this.#ticking || at === undefined || at < Date.now()) return;
    this.#ticking = true;
    setTimeout(() => {
      this.#ticking = false;
      this.#draw();
    }, 1000);
  }
}
