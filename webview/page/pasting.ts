import { willBeQuiet } from '../../common/text/index.ts';
import { fitting, inParts } from '../compose/parts.ts';
import { readPasted, type Pasted } from '../compose/pasted.ts';
import type { Offer, Writing } from '../compose/writing.ts';
import type { PasteActions } from '../components/view.ts';
import type { Field } from './field.ts';
import type { FieldEdits } from './field-edits.ts';

interface PastingParts {
  readonly field: Field;
  readonly edits: FieldEdits;
  readonly writing: () => Writing;
  readonly write: (writing: Writing) => void;
  /** Sends one text as several messages. */
  readonly submit: (parts: readonly string[]) => void;
}

/** Knows what of the text was pasted, and does what is better for it, or for a text that is too long. */
export class Pasting implements PasteActions {
  readonly #parts: PastingParts;
  /** Is about to stand in the field. */
  #coming: (Pasted & { readonly start: number }) | undefined;
  /** What was pasted last: undoing may bring it back. */
  #last: Offer | undefined;

  constructor(parts: PastingParts) {
    this.#parts = parts;
  }

  /** The field itself pastes: undoing is then what it always is. */
  paste({ clipboardData }: ClipboardEvent): void {
    const { start } = this.#parts.field.selection;
    this.#coming = clipboardData === null ? undefined : { ...readPasted(clipboardData), start };
  }

  /** The text has changed: something is offered as long as what was pasted stands where it stood. */
  after(text: string): Offer | undefined {
    const coming = this.#coming;
    this.#coming = undefined;
    if (coming !== undefined && stands(text, coming) && coming.text !== '') {
      const { start, text: pasted, language, isCode } = coming;
      const isOffered = isCode && !willBeQuiet(text.slice(0, start), start);
      this.#last = { start, text: pasted, language, isCode: isOffered };
    }
    return this.#last !== undefined && stands(text, this.#last) ? this.#last : undefined;
  }

  /** The text has gone. */
  forget(): void {
    this.#last = undefined;
  }

  format(): void {
    const { offer } = this.#parts.writing();
    if (offer !== undefined) this.#parts.edits.block(offer.start, offer.start + offer.text.length, offer.language);
  }

  remove(): void {
    const { offer } = this.#parts.writing();
    if (offer !== undefined) this.#parts.edits.remove(offer.start, offer.start + offer.text.length);
  }

  keep(): void {
    this.forget();
    const { offer: _, ...rest } = this.#parts.writing();
    this.#parts.write(rest);
    this.#parts.field.focus();
  }

  sendInParts(): void {
    const { text, offer } = this.#parts.writing();
    const parts = inParts(text, offer) ?? [];
    if (parts.length > 0) this.#parts.submit(parts);
    this.#parts.field.focus();
  }

  cutToFit(): void {
    const { text } = this.#parts.writing();
    this.#parts.edits.remove(fitting(text).length, text.length);
  }
}

const stands = (text: string, { start, text: pasted }: Pick<Offer, 'start' | 'text'>): boolean =>
  text.startsWith(pasted, start);
