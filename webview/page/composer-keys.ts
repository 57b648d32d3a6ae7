import { sendsWith } from '../compose/keys.ts';
import type { Writing } from '../compose/writing.ts';
import { isBare } from '../keys/letter.ts';
import { lastOfMine } from '../state/rows.ts';
import type { FieldEdits } from './field-edits.ts';
import type { WriterParts } from './writer-parts.ts';

/** What keys do in the composer. */
interface Composing {
  readonly writing: Writing;
  submit(): void;
  take(index: number): void;
  cancelReply(): void;
  cancelEdit(): void;
  readonly edits: FieldEdits;
}

/** The keys of the composer: first those of what is offered, then its own. */
export class ComposerKeys {
  readonly #parts: WriterParts;
  readonly #writer: Composing;

  constructor(parts: WriterParts, writer: Composing) {
    this.#parts = parts;
    this.#writer = writer;
  }

  press(event: KeyboardEvent): void {
    if (!this.#completion(event) && !this.#field(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #completion(event: KeyboardEvent): boolean {
    const { completer } = this.#parts;
    const outcome = completer.key(event, this.#writer.writing.text);
    if (outcome === 'take') this.#writer.take(completer.completion?.selected ?? 0);
    if (outcome !== undefined) this.#parts.changed();
    return outcome !== undefined;
  }

  #field(event: KeyboardEvent): boolean {
    const { store, field } = this.#parts;
    const { text, editing } = this.#writer.writing;
    if (sendsWith(store.state.appearance.sendKey, event)) {
      this.#writer.submit();
      return true;
    }
    if (this.#writer.edits.press(event)) return true;
    if (!isBare(event)) return false;
    switch (event.key) {
      case 'Escape':
        return this.#leave();
      case 'ArrowUp':
        return text === '' && editing === undefined && this.#editMyLast();
      case 'PageUp':
      case 'PageDown':
        if (field.scrolls) return false;
        this.#parts.page(event.key === 'PageUp' ? -1 : 1);
        return true;
      default:
        return false;
    }
  }

  #leave(): boolean {
    const { editing, reply } = this.#writer.writing;
    if (editing !== undefined) this.#writer.cancelEdit();
    else if (reply !== undefined) this.#writer.cancelReply();
    return editing !== undefined || reply !== undefined;
  }

  /** The one written last, also if it is still on its way: it can be edited once it is there. */
  #editMyLast(): boolean {
    const last = this.#parts.sender.underWay ?? lastOfMine(this.#parts.store.state);
    if (typeof last === 'string') this.#parts.amender.rewrite(last);
    else void last?.then((key) => this.#editOnceThere(key));
    return last !== undefined;
  }

  /** Unless something else was begun meanwhile. */
  #editOnceThere(key: string | undefined): void {
    const { text, editing } = this.#writer.writing;
    if (key !== undefined && text === '' && editing === undefined) this.#parts.amender.rewrite(key);
  }
}
