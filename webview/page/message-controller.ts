import type { MessageCommands } from '../components/view.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { editOf } from '../state/edits.ts';
import { hasMyReaction } from '../state/reactions.ts';
import { findRow } from '../state/rows.ts';
import { withCommand } from '../text/keys.ts';
import type { Announcer } from './announcer.ts';
import type { Store } from './store.ts';

interface MessageControllerParts {
  readonly host: Host;
  readonly store: Store;
  readonly announcer: Announcer;
  /** Says what could not be done. */
  readonly showNotice: (words: string) => void;
  /** An emoji was taken. */
  readonly emojiUsed: (emoji: string) => void;
  /** The focus stays with the message, whatever of it goes. */
  readonly keepFocus: (key: string) => void;
  /** Brings the text of a message into the composer, or another one instead. */
  readonly rewrite: (key: string, text?: string) => void;
}

/** Changes messages that are there: their text, that they are there at all, what people think of them. */
export class MessageController implements MessageCommands {
  readonly #parts: MessageControllerParts;

  constructor(parts: MessageControllerParts) {
    this.#parts = parts;
  }

  startEdit(key: string): void {
    const edit = editOf(this.#parts.store.state, key);
    this.#parts.rewrite(key, edit?.kind === 'failed' ? edit.content : undefined);
  }

  /** The new text is shown at once. */
  async edit(key: string, content: string): Promise<void> {
    const { host, store, announcer } = this.#parts;
    const { room } = store;
    if (room === undefined) return;
    store.dispatch({ type: 'edited', edit: { key, room, kind: 'sending', content } });
    const result = await host.request('edit', { entry: key, content });
    if (editOf(store.state, key)?.content !== content) return; // edited once more meanwhile
    if (result.ok) {
      store.dispatch({ type: 'amended', room, row: result.value });
      store.dispatch({ type: 'editDropped', key });
      return;
    }
    const why = t('Not saved: {0}', result.message);
    store.dispatch({ type: 'edited', edit: { key, room, kind: 'failed', content, why } });
    announcer.say(why);
  }

  retryEdit(key: string): void {
    const edit = editOf(this.#parts.store.state, key);
    this.#parts.keepFocus(key);
    if (edit !== undefined) void this.edit(key, edit.content);
  }

  discardEdit(key: string): void {
    this.#parts.keepFocus(key);
    this.#parts.store.dispatch({ type: 'editDropped', key });
  }

  /** Edits of which the page before this one has not heard how they went: to save a text twice does no harm. */
  resumeEdits(): void {
    for (const { key, room, kind } of this.#parts.store.state.edits)
      if (kind === 'sending' && room === this.#parts.store.room) this.retryEdit(key);
  }

  delete(key: string): void {
    const { host, store, keepFocus } = this.#parts;
    if (store.room === undefined) return;
    keepFocus(key);
    host.notify('deleteMessage', { room: store.room, entry: key });
  }

  /** Messages have begun to be deleted, or are by now; before they are drawn so. */
  onDeletingChanged(before: readonly string[], now: readonly string[]): void {
    const { announcer, keepFocus } = this.#parts;
    for (const key of before) if (!now.includes(key)) keepFocus(key);
    if (now.some((key) => !before.includes(key)))
      announcer.say(t('Message deleted. Press {0} to undo.', withCommand('Z')));
  }

  undoDelete(key: string): void {
    const { host, store, announcer, keepFocus } = this.#parts;
    if (store.room === undefined) return;
    keepFocus(key);
    host.notify('undoDelete', { room: store.room, entry: key });
    announcer.say(t('Message restored'));
  }

  toggleReaction(key: string, emoji: string): void {
    void this.#toggleReaction(key, emoji);
  }

  async #toggleReaction(key: string, emoji: string): Promise<void> {
    const { host, store, announcer, showNotice, emojiUsed } = this.#parts;
    const { room } = store;
    if (room === undefined) return;
    const on = !hasMyReaction(findRow(store.state.rows, key), emoji);
    if (on) emojiUsed(emoji);
    const result = await host.request('react', { entry: key, emoji, on });
    if (!result.ok) return showNotice(result.message);
    store.dispatch({ type: 'amended', room, row: result.value });
    announcer.say(on ? t('You reacted with {0}', emoji) : t('You removed {0}', emoji));
  }
}
