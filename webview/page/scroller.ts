/** Nearer to the end than this is at the end, pixels. */
const slack = 24;
/** Nearer to the top than this asks for older messages, pixels. */
const early = 400;

/** Keeps what is being read where it is, or stays at the end, whatever is drawn above or below. */
export class Scroller {
  #element: HTMLElement | undefined;
  #atEnd = true;
  #anchor: { readonly key: string; readonly bottom: number } | undefined;
  readonly #resized = new ResizeObserver(() => this.#hold());

  get atEnd(): boolean {
    return this.#atEnd;
  }
  get nearTop(): boolean {
    return this.#element !== undefined && this.#element.scrollTop < early;
  }

  /** The next drawing shows the end: another conversation, or a message of mine. */
  toEnd(): void {
    this.#atEnd = true;
  }

  /** By what is seen at a time, less a line or two, so that the eye finds its place. */
  page(by: 1 | -1): void {
    const element = this.#element;
    element?.scrollBy(0, by * element.clientHeight * 0.9);
  }

  scrolled(): void {
    const element = this.#element;
    if (element === undefined) return;
    this.#atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= slack;
    this.#anchor = this.#atEnd ? undefined : firstVisible(element);
  }

  /** After every drawing. */
  settle(element: HTMLElement | undefined): void {
    if (element !== this.#element) {
      this.#element = element;
      this.#resized.disconnect();
      if (element !== undefined) this.#resized.observe(element);
    }
    this.#hold();
  }

  #hold(): void {
    const element = this.#element;
    if (element === undefined) return;
    if (this.#atEnd) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const anchor = this.#anchor;
    if (anchor === undefined) return;
    const row = element.querySelector(`[data-key="${CSS.escape(anchor.key)}"]`);
    if (row !== null) element.scrollTop += bottomOf(row, element) - anchor.bottom;
  }
}

/** Measured at the bottom edge: a row that gets or loses its head keeps its text in place. */
const bottomOf = (row: Element, element: HTMLElement): number =>
  row.getBoundingClientRect().bottom - element.getBoundingClientRect().top;

const firstVisible = (element: HTMLElement): { key: string; bottom: number } | undefined => {
  for (const row of element.querySelectorAll<HTMLElement>('[data-key]')) {
    const bottom = bottomOf(row, element);
    if (bottom > 0) return { key: row.dataset['key'] ?? '', bottom };
  }
  return undefined;
};
