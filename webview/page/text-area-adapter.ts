import type { Selection } from '../compose/wrap.ts';
import { innerTextArea } from '../components/toolkit.ts';

/** The box one writes in: where the caret is, and edits that can be undone. */
export class TextAreaAdapter {
  readonly #root: Element;

  constructor(root: Element) {
    this.#root = root;
  }

  get caret(): number {
    return this.#area?.selectionEnd ?? 0;
  }
  /** Its text, and what is selected of it. */
  get selection(): Selection {
    const { value: text = '', selectionStart: start = 0, selectionEnd: end = 0 } = this.#area ?? {};
    return { text, start, end };
  }
  /** Its text does not fit, so that it scrolls by itself. */
  get isScrollable(): boolean {
    const area = this.#area;
    return area !== undefined && area.scrollHeight > area.clientHeight + 1;
  }

  focus(): void {
    this.#area?.focus();
  }

  setCaret(caret: number): void {
    this.select(caret, caret);
  }

  select(start: number, end: number): void {
    this.#area?.setSelectionRange(start, end);
  }

  /** Another text than the one that was typed. At once: the next key may come before the toolkit's next frame. */
  setText(text: string): void {
    const area = this.#area;
    if (area !== undefined && area.value !== text) area.value = text;
  }

  /** The same, to go on with. */
  setTextAndFocus(text: string, caret: number): void {
    this.setText(text);
    this.focus();
    this.setCaret(caret);
  }

  /** As if it were typed: only this way the person can undo it. It is heard like any input. */
  replace(start: number, end: number, text: string): void {
    const area = this.#area;
    if (area === undefined) return;
    area.focus();
    area.setSelectionRange(start, end);
    if (text === '') document.execCommand('delete');
    else document.execCommand('insertText', false, text);
  }

  /** Of what is offered above it. */
  scrollToSelectedOption(): void {
    this.#root.querySelector('.opt[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  get #area(): HTMLTextAreaElement | undefined {
    return innerTextArea(this.#root);
  }
}
