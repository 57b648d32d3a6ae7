import type { Row } from '../../common/model/index.ts';
import type { Snapshot } from '../../common/protocol/view/index.ts';
import { asLiteral, fitsMessage, flatQuoteOf, readSlash, trimMessage } from '../../common/text/index.ts';
import { isPortuguese } from '../compose/commands.ts';
import { edit } from '../compose/completion.ts';
import { canSend } from '../compose/limits.ts';
import {
  afterSubmit,
  following,
  nothingWritten,
  rewriting,
  type Editing,
  type Held,
  type Writing,
} from '../compose/writing.ts';
import { t } from '../l10n.ts';
import { slashProblem } from '../text/commands.ts';
import { editingText } from '../text/help.ts';
import type { WriterActions } from '../components/view.ts';
import { heldRow } from '../state/rows.ts';
import { roomOf, type Outgoing } from '../state/state.ts';
import { ComposerKeys } from './composer-keys.ts';
import { writingOf } from './drafts.ts';
import { FieldEdits } from './field-edits.ts';
import { Pasting } from './pasting.ts';
import type { WriterParts } from './writer-parts.ts';

/** Carries what happens in the composer to what stands in it, and sends it. */
export class Writer implements WriterActions {
  readonly #parts: WriterParts;
  readonly edits: FieldEdits;
  readonly #keys: ComposerKeys;
  readonly pasting: Pasting;
  #writing: Writing = nothingWritten;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.edits = new FieldEdits(parts.field, parts.used);
    this.pasting = new Pasting({
      field: parts.field,
      edits: this.edits,
      writing: () => this.#writing,
      write: (writing) => this.#write(writing),
      submit: (all) => this.#submitAll(all),
    });
    this.#keys = new ComposerKeys(parts, this);
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
    const { held: _, offer: __, ...before } = this.#writing;
    const offer = this.pasting.after(text);
    this.#write({ ...before, text, caret: field.caret, ...(offer && { offer }) });
    if (before.editing === undefined) {
      drafts.typed(room, text);
      typing.changed(room, text, performance.now());
    }
    if (composing) this.#parts.completer.close();
    else if (text.length !== before.text.length + 1 || !this.edits.closeShortcode()) this.#look();
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
    this.#keys.press(event);
  }

  take(index: number): void {
    const { completer, field } = this.#parts;
    const { completion } = completer;
    const change = completion && edit(this.#writing.text, { ...completion, selected: index });
    if (change === undefined) return;
    field.replace(change.start, change.end, change.text);
    const option = completion?.options[index];
    if (option?.kind === 'emoji') this.#parts.used(option.picture);
    completer.refuse();
    this.#parts.changed();
  }

  submit(): void {
    const { text, reply, editing } = this.#writing;
    if (editing !== undefined) return this.#save(text, editing);
    if (!canSend(text)) return;
    const slash = readSlash(text);
    const problem = slashProblem(slash);
    if (problem !== undefined) return this.#hold(problem);
    this.#clear();
    if (slash.kind === 'command') return this.#parts.commander.run(slash, text);
    this.#parts.sent();
    this.#parts.sender.submit(trimMessage(slash.kind === 'text' ? slash.text : text), reply);
  }

  /** One text as several messages. */
  #submitAll(parts: readonly string[]): void {
    const { reply } = this.#writing;
    this.#clear();
    this.#parts.sent();
    for (const [index, part] of parts.entries()) this.#parts.sender.submit(part, index === 0 ? reply : undefined);
  }

  /** What looks like a command is meant as it stands. */
  submitAsText(): void {
    this.#write({ ...this.#writing, text: asLiteral(this.#writing.text) });
    this.submit();
    this.#parts.field.focus();
  }

  /** Something that was sent from here could not be done: its words are here again, unless others are. False if so. */
  takeBack(text: string, why: string): boolean {
    if (this.#writing.text !== '' || this.#writing.editing !== undefined) return false;
    this.#write({ ...this.#writing, text, caret: text.length });
    this.#parts.field.place(text.length);
    this.#hold({ why });
    const { room } = this.#parts.store;
    if (room !== undefined) this.#parts.drafts.typed(room, text);
    return true;
  }

  /** Id of the message that is answered or edited. */
  get about(): string | undefined {
    return (this.#writing.editing?.message ?? this.#writing.reply)?.id;
  }

  /** Messages stand differently now. */
  follow(changed: ReadonlyMap<string, Row>): void {
    const before = this.#writing;
    const writing = following(before, changed);
    if (writing === before) return;
    this.#write(writing);
    if (before.editing === undefined || writing.editing !== undefined) return;
    this.#parts.field.place(writing.caret);
    this.#hold({ why: t('The message you were editing was deleted.') });
  }

  #hold(held: Held): void {
    this.#parts.completer.refuse();
    this.#write({ ...this.#writing, held });
    this.#parts.announcer.answer(held.why);
  }

  #clear(): void {
    const { completer, drafts, store } = this.#parts;
    this.pasting.forget();
    this.#write(afterSubmit(this.#writing));
    completer.close();
    if (store.room !== undefined) drafts.typed(store.room, '');
    drafts.flush();
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
    if (!fitsMessage(text)) return;
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

  #look(): void {
    const { store, completer } = this.#parts;
    const { header, me } = store.state;
    const portuguese = isPortuguese();
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
