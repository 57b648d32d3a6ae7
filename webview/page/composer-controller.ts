import type { Row } from '../../common/model/index.ts';
import type { Snapshot } from '../../common/protocol/view/index.ts';
import { asLiteral, fitsMessage, flatQuoteOf, readSlash, trimMessage } from '../../common/text/index.ts';
import { isPortuguese } from '../compose/commands.ts';
import { edit } from '../compose/completion.ts';
import { canSend } from '../compose/limits.ts';
import {
  afterSubmit,
  applyRows,
  emptyComposer,
  startEditing,
  type Editing,
  type SubmitProblem,
  type ComposerState,
} from '../compose/composer-state.ts';
import { t } from '../l10n.ts';
import { slashProblem } from '../text/commands.ts';
import { editingText } from '../text/help.ts';
import type { ComposerActions } from '../components/view.ts';
import { editableRow, findRow } from '../state/rows.ts';
import { roomOf, type Outgoing } from '../state/state.ts';
import { ComposerKeys } from './composer-keys.ts';
import { restoreComposer } from './drafts.ts';
import { TextAreaEdits } from './text-area-edits.ts';
import { PasteHandler } from './paste-handler.ts';
import type { ComposerParts } from './composer-parts.ts';

/** Carries what happens in the composer to what stands in it, and sends it. */
export class ComposerController implements ComposerActions {
  readonly #parts: ComposerParts;
  readonly edits: TextAreaEdits;
  readonly #keys: ComposerKeys;
  readonly paste: PasteHandler;
  #state: ComposerState = emptyComposer;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    this.edits = new TextAreaEdits(parts.textArea, parts.used);
    this.paste = new PasteHandler({
      textArea: parts.textArea,
      edits: this.edits,
      state: () => this.#state,
      setState: (state) => this.#setState(state),
      submit: (all) => this.#submitAll(all),
    });
    this.#keys = new ComposerKeys(parts, this);
  }

  get state(): ComposerState {
    const { completion } = this.#parts.completer;
    return completion === undefined ? this.#state : { ...this.#state, completion };
  }

  /** Another conversation is on screen. */
  onConversation({ draft }: Snapshot): void {
    const room = this.#parts.store.room;
    this.#parts.completer.close();
    this.#state = room === undefined ? emptyComposer : restoreComposer(room, draft, this.#parts.drafts.takeRestored());
    if (room !== undefined) this.#parts.drafts.setHostDraft(room, draft);
    this.persist();
  }

  /** Puts the caret where it was: after the first drawing. */
  restoreCaret(): void {
    this.#parts.textArea.setCaret(this.#state.caret);
  }

  /** The option that the keys are on stays in sight. */
  onRendered(): void {
    this.#parts.textArea.scrollToSelectedOption();
  }

  input(text: string, composing: boolean): void {
    const { store, drafts, textArea, sender } = this.#parts;
    const { room } = store;
    if (room === undefined) return;
    const { problem: _, suggestion: __, ...before } = this.#state;
    const suggestion = this.paste.suggestionFor(text);
    this.#setState({ ...before, text, caret: textArea.caret, ...(suggestion && { suggestion }) });
    if (before.editing === undefined) {
      drafts.schedule(room, text);
      sender.typing.changed(room, text, performance.now());
    }
    if (composing) this.#parts.completer.close();
    else if (text.length !== before.text.length + 1 || !this.edits.closeShortcode()) this.#updateCompletion();
  }

  caretMoved(): void {
    const { caret } = this.#parts.textArea;
    if (caret === this.#state.caret) return;
    this.#setState({ ...this.#state, caret });
    this.#updateCompletion();
  }

  blurred(): void {
    if (this.#parts.completer.completion === undefined) return;
    this.#parts.completer.close();
    this.#parts.changed();
  }

  key(event: KeyboardEvent): void {
    this.#keys.press(event);
  }

  take(index: number): void {
    const { completer, textArea } = this.#parts;
    const { completion } = completer;
    const change = completion && edit(this.#state.text, { ...completion, selected: index });
    if (change === undefined) return;
    textArea.replace(change.start, change.end, change.text);
    const option = completion?.options[index];
    if (option?.kind === 'emoji') this.#parts.used(option.picture);
    completer.dismiss();
    this.#parts.changed();
  }

  submit(): void {
    const { text, reply, editing } = this.#state;
    if (editing !== undefined) return this.#save(text, editing);
    if (!canSend(text)) return;
    const slash = readSlash(text);
    const problem = slashProblem(slash);
    if (problem !== undefined) return this.#showProblem(problem);
    this.#clear();
    if (slash.kind === 'command') return this.#parts.slash.run(slash, text);
    this.#parts.sent();
    this.#parts.sender.submit(trimMessage(slash.kind === 'text' ? slash.text : text), reply);
  }

  /** One text as several messages. */
  #submitAll(parts: readonly string[]): void {
    const { reply } = this.#state;
    this.#clear();
    this.#parts.sent();
    for (const [index, part] of parts.entries()) this.#parts.sender.submit(part, index === 0 ? reply : undefined);
  }

  /** What looks like a command is meant as it stands. */
  submitAsText(): void {
    this.#setState({ ...this.#state, text: asLiteral(this.#state.text) });
    this.submit();
    this.#parts.textArea.focus();
  }

  /** Something that was sent from here could not be done: its words are here again, unless others are. False if so. */
  restore(text: string, why: string): boolean {
    if (this.#state.text !== '' || this.#state.editing !== undefined) return false;
    this.#setState({ ...this.#state, text, caret: text.length });
    this.#parts.textArea.setCaret(text.length);
    this.#showProblem({ why });
    const { room } = this.#parts.store;
    if (room !== undefined) this.#parts.drafts.schedule(room, text);
    return true;
  }

  /** Id of the message that is answered or edited. */
  get referencedId(): string | undefined {
    return (this.#state.editing?.message ?? this.#state.reply)?.id;
  }

  /** Messages stand differently now. */
  applyRows(changed: ReadonlyMap<string, Row>): void {
    const before = this.#state;
    const state = applyRows(before, changed);
    if (state === before) return;
    this.#setState(state);
    if (before.editing === undefined || state.editing !== undefined) return;
    this.#parts.textArea.setCaret(state.caret);
    this.#showProblem({ why: t('The message you were editing was deleted.') });
  }

  #showProblem(problem: SubmitProblem): void {
    this.#parts.completer.dismiss();
    this.#setState({ ...this.#state, problem });
    this.#parts.announcer.sayNow(problem.why);
  }

  #clear(): void {
    const { completer, drafts, store } = this.#parts;
    this.paste.forget();
    this.#setState(afterSubmit(this.#state));
    completer.close();
    if (store.room !== undefined) drafts.schedule(store.room, '');
    drafts.flush();
  }

  reply(key: string): void {
    const row = findRow(this.#parts.store.state.rows, key);
    if (row?.kind !== 'message') return;
    this.#setState({ ...(this.#state.editing?.stashedDraft ?? this.#state), reply: flatQuoteOf(row) });
    this.#parts.textArea.focus();
  }

  cancelReply(): void {
    const { reply: _, ...rest } = this.#state;
    this.#setState(rest);
    this.#parts.textArea.focus();
  }

  /** Brings the text of a message of mine into the composer, or another one in its place. */
  edit(key: string, text?: string): void {
    const { store, completer, textArea, announcer } = this.#parts;
    const row = editableRow(store.state, key);
    if (row === undefined) return;
    completer.close();
    this.#setState(startEditing(this.#state, row, text));
    textArea.setTextAndFocus(this.#state.text, this.#state.caret);
    announcer.sayNow(editingText(store.state.appearance.sendKey));
  }

  cancelEdit(): void {
    const { editing } = this.#state;
    if (editing === undefined) return;
    this.#parts.completer.close();
    this.#setState(editing.stashedDraft);
    this.#parts.textArea.setTextAndFocus(editing.stashedDraft.text, editing.stashedDraft.caret);
  }

  #save(text: string, { message, was }: Editing): void {
    if (!fitsMessage(text)) return;
    const content = trimMessage(text);
    this.cancelEdit();
    if (content === '') this.#parts.messages.delete(message.id);
    else if (content !== was) void this.#parts.messages.edit(message.id, content);
  }

  persist(): void {
    const { state } = this.#parts.store;
    const room = roomOf(state);
    if (room === undefined) return;
    const failed = state.localRows.filter((local): local is Outgoing => local.kind === 'failed' && local.kept !== true);
    const edits = state.edits.filter((one) => one.room === room);
    this.#parts.drafts.remember(room, this.#state, failed, edits);
  }

  #updateCompletion(): void {
    const { store, completer } = this.#parts;
    const { header, me } = store.state;
    const portuguese = isPortuguese();
    completer.update(this.#state.text, this.#state.caret, header && { header, me: me?.identity, portuguese });
    this.#parts.changed();
  }

  #setState(state: ComposerState): void {
    this.#state = state;
    this.#parts.textArea.setText(state.text);
    this.persist();
    this.#parts.changed();
  }
}
