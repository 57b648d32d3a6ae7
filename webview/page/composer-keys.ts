import { sendsWith } from '../compose/keys.ts';
import type { ComposerState } from '../compose/composer-state.ts';
import { isBare } from '../keys/letter.ts';
import { lastOfMine } from '../state/rows.ts';
import type { TextAreaEdits } from './text-area-edits.ts';
import type { ComposerParts } from './composer-parts.ts';

/** What keys do in the composer. */
interface ComposerTarget {
  readonly state: ComposerState;
  submit(): void;
  take(index: number): void;
  cancelReply(): void;
  cancelEdit(): void;
  readonly edits: TextAreaEdits;
}

/** The keys of the composer: first those of what is offered, then its own. */
export class ComposerKeys {
  readonly #parts: ComposerParts;
  readonly #composer: ComposerTarget;

  constructor(parts: ComposerParts, composer: ComposerTarget) {
    this.#parts = parts;
    this.#composer = composer;
  }

  press(event: KeyboardEvent): void {
    if (!this.#completion(event) && !this.#field(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #completion(event: KeyboardEvent): boolean {
    const { completer } = this.#parts;
    const outcome = completer.key(event, this.#composer.state.text);
    if (outcome === 'take') this.#composer.take(completer.completion?.selected ?? 0);
    if (outcome !== undefined) this.#parts.changed();
    return outcome !== undefined;
  }

  #field(event: KeyboardEvent): boolean {
    const { store, textArea } = this.#parts;
    const { text, editing } = this.#composer.state;
    if (sendsWith(store.state.appearance.sendKey, event)) {
      this.#composer.submit();
      return true;
    }
    if (this.#composer.edits.press(event)) return true;
    if (!isBare(event)) return false;
    switch (event.key) {
      case 'Escape':
        return this.#leave();
      case 'ArrowUp':
        return text === '' && editing === undefined && this.#editMyLast();
      case 'PageUp':
      case 'PageDown':
        if (textArea.isScrollable) return false;
        this.#parts.page(event.key === 'PageUp' ? -1 : 1);
        return true;
      default:
        return false;
    }
  }

  #leave(): boolean {
    const { editing, reply } = this.#composer.state;
    if (editing !== undefined) this.#composer.cancelEdit();
    else if (reply !== undefined) this.#composer.cancelReply();
    return editing !== undefined || reply !== undefined;
  }

  /** The one written last, also if it is still on its way: it can be edited once it is there. */
  #editMyLast(): boolean {
    const last = this.#parts.sender.pending ?? lastOfMine(this.#parts.store.state);
    if (typeof last === 'string') this.#parts.messages.startEdit(last);
    else void last?.then((key) => this.#editOnceThere(key));
    return last !== undefined;
  }

  /** Unless something else was begun meanwhile. */
  #editOnceThere(key: string | undefined): void {
    const { text, editing } = this.#composer.state;
    if (key !== undefined && text === '' && editing === undefined) this.#parts.messages.startEdit(key);
  }
}
