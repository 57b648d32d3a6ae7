import { viewLimits, type Snapshot } from '../../common/protocol/view/index.ts';
import { flatQuoteOf, isUnknownSlash, trimMessage } from '../../common/text/index.ts';
import { edit } from '../compose/completion.ts';
import { emojiNamed } from '../compose/emoji.ts';
import { sendsWith } from '../compose/keys.ts';
import { canSend } from '../compose/limits.ts';
import { closedShortcode } from '../compose/trigger.ts';
import { afterSubmit, nothingWritten, rewriting, type Editing, type Writing } from '../compose/writing.ts';
import { editingText, unknownCommandText } from '../text/help.ts';
import type { WriterActions } from '../components/view.ts';
import { heldRow, lastOfMine } from '../state/rows.ts';
import { roomOf, type Outgoing } from '../state/state.ts';
import { writingOf } from './drafts.ts';
import type { WriterParts } from './writer-parts.ts';

/** Carries what happens in the composer to what stands in it, and sends it. */
export class Writer implements WriterActions {
  readonly #parts: WriterParts;
  #writing: Writing = nothingWritten;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  get writing(): Writing {
    const { completion } = this.#parts.completer;
    return completion === undefined ? this.#writing : { ...this.#writing, completion };
  }

  /** Another conversation is on screen. */
  opened({ draft }: Snapshot): void {
    const room = this.#parts.store.room;
    this.#parts.completer.close();
    this.#writing = room === undefined ? nothingWritten : writingOf(room, draft, this.#parts.drafts.taken());
    if (room !== undefined) this.#parts.drafts.opened(room, draft);
    this.remember();
  }

  /** Puts the caret where it was: after the first drawing. */
  place(): void {
    this.#parts.field.place(this.#writing.caret);
  }

  /** The option that the keys are on stays in sight. */
  drawn(): void {
    this.#parts.field.showSelected();
  }

  input(text: string, composing: boolean): void {
    const { store, drafts, field, typing } = this.#parts;
    const { room } = store;
    if (room === undefined) return;
    const { doubted: _, ...before } = this.#writing;
    this.#write({ ...before, text, caret: field.caret });
    if (before.editing === undefined) {
      drafts.typed(room, text);
      typing.changed(room, text, performance.now());
    }
    if (composing) this.#parts.completer.close();
    else if (text.length !== before.text.length + 1 || !this.#becameEmoji()) this.#look();
  }

  caretMoved(): void {
    const { caret } = this.#parts.field;
    if (caret === this.#writing.caret) return;
    this.#write({ ...this.#writing, caret });
    this.#look();
  }

  left(): void {
    if (this.#parts.completer.completion === undefined) return;
    this.#parts.completer.close();
    this.#parts.changed();
  }

  key(event: KeyboardEvent): void {
    if (!this.#completionKey(event) && !this.#fieldKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(index: number): void {
    const { completer, field } = this.#parts;
    const { completion } = completer;
    const change = completion && edit(this.#writing.text, { ...completion, selected: index });
    if (change === undefined) return;
    field.replace(change.start, change.end, change.text);
    completer.refuse();
    this.#parts.changed();
  }

  submit(): void {
    const { text, reply, editing, doubted } = this.#writing;
    if (editing !== undefined) return this.#save(text, editing);
    if (!canSend(text)) return;
    if (isUnknownSlash(text) && doubted !== true) {
      this.#parts.completer.refuse();
      this.#write({ ...this.#writing, doubted: true });
      return this.#parts.announcer.answer(unknownCommandText(text));
    }
    this.#write(afterSubmit(this.#writing));
    this.#parts.completer.close();
    const { room } = this.#parts.store;
    if (room !== undefined) this.#parts.drafts.typed(room, '');
    this.#parts.drafts.tell();
    this.#parts.sent();
    this.#parts.sender.submit(text, reply);
  }

  reply(key: string): void {
    const row = heldRow(this.#parts.store.state.rows, key);
    if (row?.kind !== 'message') return;
    this.#write({ ...(this.#writing.editing?.aside ?? this.#writing), reply: flatQuoteOf(row) });
    this.#parts.field.focus();
  }

  cancelReply(): void {
    const { reply: _, ...rest } = this.#writing;
    this.#write(rest);
    this.#parts.field.focus();
  }

  /** Brings the text of a message of mine into the composer, or another one in its place. */
  edit(key: string, text?: string): void {
    const { store, completer, field, announcer } = this.#parts;
    const row = heldRow(store.state.rows, key);
    if (row?.kind !== 'message' || !row.own || store.state.header?.readOnly !== undefined) return;
    completer.close();
    this.#write(rewriting(this.#writing, row, text));
    field.show(this.#writing.text, this.#writing.caret);
    announcer.answer(editingText(store.state.appearance.sendKey));
  }

  cancelEdit(): void {
    const { editing } = this.#writing;
    if (editing === undefined) return;
    this.#parts.completer.close();
    this.#write(editing.aside);
    this.#parts.field.show(editing.aside.text, editing.aside.caret);
  }

  #save(text: string, { message, was }: Editing): void {
    if (text.length > viewLimits.content) return;
    const content = trimMessage(text);
    this.cancelEdit();
    if (content === '') this.#parts.amender.remove(message.id);
    else if (content !== was) void this.#parts.amender.edit(message.id, content);
  }

  remember(): void {
    const { state } = this.#parts.store;
    const room = roomOf(state);
    if (room === undefined) return;
    const failed = state.locals.filter((local): local is Outgoing => local.kind === 'failed' && local.kept !== true);
    const edits = state.edits.filter((one) => one.room === room);
    this.#parts.drafts.remember(room, this.#writing, failed, edits);
  }

  #completionKey(event: KeyboardEvent): boolean {
    const { completer } = this.#parts;
    const outcome = completer.key(event, this.#writing.text);
    if (outcome === 'take') this.take(completer.completion?.selected ?? 0);
    if (outcome !== undefined) this.#parts.changed();
    return outcome !== undefined;
  }

  #fieldKey(event: KeyboardEvent): boolean {
    const { store, field } = this.#parts;
    const { text, reply, editing } = this.#writing;
    if (sendsWith(store.state.appearance.sendKey, event)) {
      this.submit();
      return true;
    }
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
    switch (event.key) {
      case 'Escape':
        if (editing !== undefined) this.cancelEdit();
        else if (reply !== undefined) this.cancelReply();
        return editing !== undefined || reply !== undefined;
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

  /** The one written last, also if it is still on its way: it can be edited once it is there. */
  #editMyLast(): boolean {
    const last = this.#parts.sender.underWay ?? lastOfMine(this.#parts.store.state);
    if (typeof last === 'string') this.#parts.amender.rewrite(last);
    else void last?.then((key) => this.#editOnceThere(key));
    return last !== undefined;
  }

  /** Unless something else was begun meanwhile. */
  #editOnceThere(key: string | undefined): void {
    const { text, editing } = this.#writing;
    if (key !== undefined && text === '' && editing === undefined) this.#parts.amender.rewrite(key);
  }

  /** `:tada:` is an emoji as soon as its second colon is typed; undoing brings the letters back. */
  #becameEmoji(): boolean {
    const { text, caret } = this.#writing;
    const closed = closedShortcode(text, caret);
    const emoji = closed && emojiNamed(closed.name);
    if (closed === undefined || emoji === undefined) return false;
    this.#parts.field.replace(closed.start, caret, emoji.picture);
    return true;
  }

  #look(): void {
    const { store, completer } = this.#parts;
    const { header, me } = store.state;
    const portuguese = document.documentElement.lang.startsWith('pt');
    completer.look(this.#writing.text, this.#writing.caret, header && { header, me: me?.identity, portuguese });
    this.#parts.changed();
  }

  #write(writing: Writing): void {
    this.#writing = writing;
    this.#parts.field.put(writing.text);
    this.remember();
    this.#parts.changed();
  }
}
