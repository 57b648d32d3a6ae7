import { emojiNamed } from '../compose/emoji.ts';
import { closedShortcode } from '../compose/trigger.ts';
import { surround, wrap, wrapBlock, wrapCode, type Change, type Selection } from '../compose/wrap.ts';
import type { EditActions } from '../components/view.ts';
import { hasModifier, isCommand, letterOf } from '../keys/letter.ts';
import type { TextAreaAdapter } from './text-area-adapter.ts';

/** What buttons and keys do with the text of the composer. Each is an edit as if it were typed, so that it can be undone. */
export class TextAreaEdits implements EditActions {
  readonly #textArea: TextAreaAdapter;
  readonly #used: (emoji: string) => void;

  constructor(field: TextAreaAdapter, used: (emoji: string) => void) {
    this.#textArea = field;
    this.#used = used;
  }

  code(): void {
    const { text, start, end } = this.#textArea.selection;
    const isPart = text.slice(start, end) !== '' && !text.slice(start, end).includes('\n');
    this.#change(isPart ? wrapCode({ text, start, end }) : wrapBlock({ text, start, end }));
  }

  /** An `@`, as the beginning of a word. */
  mention(): void {
    const { text, end } = this.#textArea.selection;
    const isApart = end === 0 || /\s$/.test(text.slice(0, end));
    this.#textArea.replace(end, end, isApart ? '@' : ' @');
  }

  emoji(picture: string): void {
    const { start, end } = this.#textArea.selection;
    this.#textArea.replace(start, end, picture);
    this.#used(picture);
  }

  /** `:tada:` is an emoji as soon as its second colon is typed; undoing brings the letters back. */
  closeShortcode(): boolean {
    const { text, end } = this.#textArea.selection;
    const closed = closedShortcode(text, end);
    const found = closed && emojiNamed(closed.name);
    if (closed === undefined || found === undefined) return false;
    this.#textArea.replace(closed.start, end, found.picture);
    this.#used(found.picture);
    return true;
  }

  /** A block of code with its language in the place of a part of the text. */
  block(start: number, end: number, language: string): void {
    this.#change(wrapBlock({ text: this.#textArea.selection.text, start, end }, language));
  }

  remove(start: number, end: number): void {
    this.#textArea.replace(start, end, '');
  }

  /** False if the key is none of these. */
  press(event: KeyboardEvent): boolean {
    const change = hasModifier(event) ? this.#changeOf(event) : undefined;
    if (change !== undefined) this.#change(change);
    return change !== undefined;
  }

  /** True if what is typed went around what is selected. */
  typed(text: string): boolean {
    const change = surround(this.#textArea.selection, text);
    if (change !== undefined) this.#change(change);
    return change !== undefined;
  }

  #changeOf(event: KeyboardEvent): Change | undefined {
    const selection: Selection = this.#textArea.selection;
    const letter = letterOf(event);
    if (letter === 'e' && event.shiftKey && isCommand({ ...modifiersOf(event), shiftKey: false }))
      return wrapBlock(selection);
    if (!isCommand(event)) return undefined;
    switch (letter) {
      case 'b':
        return wrap(selection, '**');
      case 'i':
        return wrap(selection, '_');
      case 'e':
        return wrapCode(selection);
      case undefined:
      default:
        return undefined;
    }
  }

  #change({ start, end, insert, select }: Change): void {
    this.#textArea.replace(start, end, insert);
    this.#textArea.select(...select);
  }
}

const modifiersOf = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ ctrlKey, metaKey, altKey });
