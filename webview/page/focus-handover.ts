import { textAreaIn } from '../components/toolkit.ts';

/** Between the list and a conversation the focus would be lost with what had it: this finds it a new place. */
export class FocusHandover {
  /** Where it comes from, empty for the list; absent while nobody is on the way. */
  #from: string | undefined;

  begin(from: string | undefined): void {
    this.#from = from ?? '';
  }

  /** After the first drawing of where it leads. */
  complete(root: HTMLElement): void {
    if (this.#from === undefined) return;
    const places = ['[data-key][tabindex="0"]', `[data-room="${CSS.escape(this.#from)}"]`, '.conversation'];
    const place =
      textAreaIn(root) ?? places.map((one) => root.querySelector<HTMLElement>(one)).find((one) => one !== null);
    place?.focus();
    if (place !== undefined) this.#from = undefined;
  }
}
