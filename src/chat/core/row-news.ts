import type { EntryId, PagedEntry, StoredEntry } from '../../../common/model/index.ts';
import type { ChatEvent } from './state.ts';
import type { Conversation } from './conversation.ts';
import type { Quotes } from './quotes.ts';
import { toLine, type Line, type Rows } from './rows.ts';

/** Entries of failed commits that are remembered. */
const lostMost = 4096;

interface RowNewsParts {
  readonly rows: Rows;
  readonly quotes: Quotes;
}

/** Tells of new lines at once, and once more of replies when what they answer is there. */
export class RowNews {
  readonly #parts: RowNewsParts;
  readonly #emit: (event: ChatEvent) => void;
  readonly #lost = new Set<EntryId>();
  /** Entries about to be kept that change the order of what was told before. */
  readonly #pulling = new Set<EntryId>();

  constructor(parts: RowNewsParts, emit: (event: ChatEvent) => void) {
    this.#parts = parts;
    this.#emit = emit;
  }

  /** These have been told and are not kept: when they come again that is no news. */
  lost(entries: readonly StoredEntry[]): void {
    for (const { entry } of entries) {
      this.#lost.add(entry.id);
      this.#pulling.delete(entry.id);
    }
    for (const oldest of this.#lost) {
      if (this.#lost.size <= lostMost) return;
      this.#lost.delete(oldest);
    }
  }

  /** These are on disk now, and whoever reads a page finds it in its new order. */
  kept(conversation: Conversation, entries: readonly StoredEntry[]): void {
    if (this.#pulling.size === 0) return;
    const pulled = entries.filter(({ entry }) => this.#pulling.delete(entry.id));
    if (pulled.length > 0) this.#emit({ type: 'reordered', room: conversation.room });
  }

  /** `pulls`: what is held of their author has moved to an earlier place. */
  tell(conversation: Conversation, entries: readonly PagedEntry[], pulls = false): void {
    const { rows, quotes } = this.#parts;
    const [first] = entries;
    if (pulls && first !== undefined) this.#pulling.add(first.entry.id);
    const lines = entries.map(toLine);
    for (const stored of entries) quotes.learn(stored);
    for (const line of lines) {
      const again = this.#lost.delete(line.stored.entry.id);
      this.#one(conversation, line, again ? { live: false, again } : { live: !line.stored.late });
    }
    this.#again(
      conversation,
      entries.flatMap((stored) => quotes.arrived(stored)),
    );
    rows.lookUp(conversation, lines, (changed) => this.#again(conversation, changed));
  }

  #again(conversation: Conversation, replies: readonly Line[]): void {
    for (const line of replies) this.#one(conversation, line, { live: false, again: true });
  }

  #one(conversation: Conversation, line: Line, how: { live: boolean; again?: true }): void {
    const row = this.#parts.rows.of(conversation, line);
    const { device } = line.stored.entry;
    if (row !== undefined) this.#emit({ type: 'row', room: conversation.room, row, device, ...how });
  }
}
