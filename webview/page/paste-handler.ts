import { willBeQuiet } from '../../common/text/index.ts';
import { fittingPrefix, splitMessage } from '../compose/split-message.ts';
import { readPasted, type Pasted } from '../compose/pasted.ts';
import type { PasteSuggestion, ComposerState } from '../compose/composer-state.ts';
import type { PasteActions } from '../components/view.ts';
import type { TextAreaAdapter } from './text-area-adapter.ts';
import type { TextAreaEdits } from './text-area-edits.ts';

interface PasteHandlerParts {
  readonly textArea: TextAreaAdapter;
  readonly edits: TextAreaEdits;
  readonly state: () => ComposerState;
  readonly setState: (state: ComposerState) => void;
  /** Sends one text as several messages. */
  readonly submit: (parts: readonly string[]) => void;
}

/** Knows what of the text was pasted, and does what is better for it, or for a text that is too long. */
export class PasteHandler implements PasteActions {
  readonly #parts: PasteHandlerParts;
  /** Is about to stand in the field. */
  #pending: (Pasted & { readonly start: number }) | undefined;
  /** What was pasted last: undoing may bring it back. */
  #last: PasteSuggestion | undefined;

  constructor(parts: PasteHandlerParts) {
    this.#parts = parts;
  }

  /** The field itself pastes: undoing is then what it always is. */
  paste({ clipboardData }: ClipboardEvent): void {
    const { start } = this.#parts.textArea.selection;
    this.#pending = clipboardData === null ? undefined : { ...readPasted(clipboardData), start };
  }

  /** The text has changed: something is offered as long as what was pasted stands where it stood. */
  suggestionFor(text: string): PasteSuggestion | undefined {
    const coming = this.#pending;
    this.#pending = undefined;
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
    const { suggestion } = this.#parts.state();
    if (suggestion !== undefined)
      this.#parts.edits.block(suggestion.start, suggestion.start + suggestion.text.length, suggestion.language);
  }

  remove(): void {
    const { suggestion } = this.#parts.state();
    if (suggestion !== undefined) this.#parts.edits.remove(suggestion.start, suggestion.start + suggestion.text.length);
  }

  keep(): void {
    this.forget();
    const { suggestion: _, ...rest } = this.#parts.state();
    this.#parts.setState(rest);
    this.#parts.textArea.focus();
  }

  sendInParts(): void {
    const { text, suggestion } = this.#parts.state();
    const parts = splitMessage(text, suggestion) ?? [];
    if (parts.length > 0) this.#parts.submit(parts);
    this.#parts.textArea.focus();
  }

  cutToFit(): void {
    const { text } = this.#parts.state();
    this.#parts.edits.remove(fittingPrefix(text).length, text.length);
  }
}

const stands = (text: string, { start, text: pasted }: Pick<PasteSuggestion, 'start' | 'text'>): boolean =>
  text.startsWith(pasted, start);
