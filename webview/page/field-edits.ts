import { emojiNamed } from '../compose/emoji.ts';
import { closedShortcode } from '../compose/trigger.ts';
import { surround, wrap, wrapBlock, wrapCode, type Change, type Selection } from '../compose/wrap.ts';
import type { EditActions } from '../components/view.ts';
import { hasModifier, isCommand, letterOf } from '../keys/letter.ts';
import type { Field } from './field.ts';

/** What buttons and keys do with the text of the composer. Each is an edit as if it were typed, so that it can be undone. */
export class FieldEdits implements EditActions {
  readonly #field: Field;
  readonly #used: (emoji: string) => void;

  constructor(field: Field, used: (emoji: string) => void) {
    this.#field = field;
    this.#used = used;
  }

  code(): void {
    const { text, start, end } = this.#field.selection;
    const isPart = text.slice(start, end) !== '' && !text.slice(start, end).includes('\n');
    this.#change(isPart ? wrapCode({ text, start, end }) : wrapBlock({ text, start, end }));
  }

  /** An `@`, as the beginning of a word. */
  mention(): void {
    const { text, end } = this.#field.selection;
    const isApart = end === 0 || /\s$/.test(text.slice(0, end));
    this.#field.replace(end, end, isApart ? '@' : ' @');
  }

  emoji(picture: string): void {
    const { start, end } = this.#field.selection;
    this.#field.replace(start, end, picture);
    this.#used(picture);
  }

  /** `:tada:` is an emoji as soon as its second colon is typed; undoing brings the letters back. */
  closeShortcode(): boolean {
    const { text, end } = this.#field.selection;
    const closed = closedShortcode(text, end);
    const found = closed && emojiNamed(closed.name);
    if (closed === undefined || found === undefined) return false;
    this.#field.replace(closed.start, end, found.picture);
    this.#used(found.picture);
    return true;
  }

  /** A block of code with its language in the place of a part of the text. */
  block(start: number, end: number, language: string): void {
    this.#change(wrapBlock({ text: this.#field.selection.text, start, end }, language));
  }

  remove(start: number, end: number): void {
    this.#field.replace(start, end, '');
  }

  /** False if the key is none of these. */
  press(event: KeyboardEvent): boolean {
    const change = hasModifier(event) ? this.#changeOf(event) : undefined;
    if (change !== undefined) this.#change(change);
    return change !== undefined;
  }

  /** True if what is typed went around what is selected. */
  typed(text: string): boolean {
    const change = surround(this.#field.selection, text);
    if (change !== undefined) this.#change(change);
    return change !== undefined;
  }

  #changeOf(event: KeyboardEvent): Change | undefined {
    const selection: Selection = this.#field.selection;
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
    this.#field.replace(start, end, insert);
    this.#field.select(...select);
  }
}

const modifiersOf = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ ctrlKey, metaKey, altKey });
