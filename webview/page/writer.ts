import { canSend } from '../compose/limits.ts';
import { nothingWritten, quoteOf, type Writing } from '../compose/writing.ts';
import { sendsWith } from '../compose/keys.ts';
import type { WriterActions } from '../components/view.ts';
import type { Snapshot } from '../../common/protocol/view/index.ts';
import { roomOf, type Outgoing } from '../state/state.ts';
import { writingOf, type Drafts } from './drafts.ts';
import type { Field } from './field.ts';
import type { Sender } from './sender.ts';
import type { Store } from './store.ts';

/** What the writer needs of the rest of the page. */
export interface WriterParts {
  readonly store: Store;
  readonly drafts: Drafts;
  readonly sender: Sender;
  readonly field: Field;
  /** Something to draw. */
  changed(): void;
  /** Something of mine goes to the end of the conversation. */
  sent(): void;
}

/** Carries what happens in the composer to what stands in it, and sends it. */
export class Writer implements WriterActions {
  readonly #parts: WriterParts;
  #writing: Writing = nothingWritten;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  get writing(): Writing {
    return this.#writing;
  }

  /** Another conversation is on screen. */
  opened({ draft }: Snapshot, saved: Parameters<typeof writingOf>[2]): void {
    const room = this.#parts.store.room;
    this.#writing = room === undefined ? nothingWritten : writingOf(room, draft, saved);
    if (room !== undefined) this.#parts.drafts.opened(room, draft);
    this.remember();
  }

  /** Puts the caret where it was: after the first drawing. */
  place(): void {
    this.#parts.field.place(this.#writing.caret);
  }

  input(text: string): void {
    const { room } = this.#parts.store;
    if (room === undefined) return;
    this.#write({ ...this.#writing, text, caret: this.#parts.field.caret });
    this.#parts.drafts.typed(room, text);
  }

  key(event: KeyboardEvent): void {
    // 229 is what some input methods report while they are composing
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape' && this.#writing.reply !== undefined) this.cancelReply();
    else if (sendsWith('enter', event)) this.submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  submit(): void {
    const { text, reply } = this.#writing;
    if (!canSend(text)) return;
    this.#write(nothingWritten);
    this.input('');
    this.#parts.drafts.tell();
    this.#parts.sent();
    this.#parts.sender.submit(text, reply);
  }

  reply(key: string): void {
    const row = this.#parts.store.state.rows.find(({ id }) => id === key);
    if (row?.kind !== 'message') return;
    this.#write({ ...this.#writing, reply: quoteOf(row) });
    this.#parts.field.focus();
  }

  cancelReply(): void {
    const { reply: _, ...rest } = this.#writing;
    this.#write(rest);
    this.#parts.field.focus();
  }

  remember(): void {
    const { state } = this.#parts.store;
    const room = roomOf(state);
    if (room === undefined) return;
    const failed = state.locals.filter((local): local is Outgoing => local.kind === 'failed');
    this.#parts.drafts.remember(room, this.#writing, failed);
  }

  #write(writing: Writing): void {
    this.#writing = writing;
    this.remember();
    this.#parts.changed();
  }
}
