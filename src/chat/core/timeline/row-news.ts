import { AppError } from '../../../../common/base/index.ts';
import type { EntryId, PagedEntry, Row, StoredEntry } from '../../../../common/model/index.ts';
import type { Amended } from './amended.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Quotes } from './quotes.ts';
import type { Rereads } from './rereads.ts';
import { answered, toLine, type Line, type Rows } from './rows.ts';

/** Entries of failed commits that are remembered. */
const lostMost = 4096;

interface RowNewsParts {
  readonly rows: Rows;
  readonly quotes: Quotes;
  readonly amended: Amended;
  readonly rereads: Rereads;
}

/**
 * Tells of new lines: of live ones at once, of what came by catch-up, or may have been edited or deleted before it came, once it
 * is on disk.
 * And once more of replies when what they answer is there.
 */
export class RowNews {
  readonly #parts: RowNewsParts;
  readonly #emit: (event: ChatEvent) => void;
  readonly #lost = new Set<EntryId>();
  /** Entries about to be kept that change the order of what was told before. */
  readonly #pulling = new Set<EntryId>();
  /** To be told once they are on disk. */
  readonly #held = new Map<EntryId, Line>();

  constructor(parts: RowNewsParts, emit: (event: ChatEvent) => void) {
    this.#parts = parts;
    this.#emit = emit;
  }

  /** These have been told and are not kept: when they come again that is no news. */
  lost(entries: readonly StoredEntry[]): void {
    for (const { entry } of entries) {
      if (!this.#held.delete(entry.id)) this.#lost.add(entry.id);
      this.#pulling.delete(entry.id);
    }
    for (const oldest of this.#lost) {
      if (this.#lost.size <= lostMost) return;
      this.#lost.delete(oldest);
    }
  }

  /** Received, or of my own control log. `pulls`: what is held of their author has moved to an earlier place. */
  tell(conversation: Conversation, entries: readonly PagedEntry[], pulls = false): void {
    const { quotes, amended } = this.#parts;
    const [first] = entries;
    if (pulls && first !== undefined) this.#pulling.add(first.entry.id);
    const lines = entries.filter(({ about }) => about === undefined).map(toLine);
    const now = lines.filter(({ stored }) => !stored.late && !amended.isAwaited(conversation, stored));
    for (const line of lines) if (!now.includes(line)) this.#held.set(line.stored.entry.id, line);
    for (const { stored } of now) quotes.learn(stored);
    for (const line of now) this.#now(conversation, line);
    const asked = now.filter(({ stored }) => this.#isOpen(stored));
    this.#again(conversation, [...now.flatMap(({ stored }) => quotes.arrived(stored)), ...asked]);
  }

  /** These are on disk now, and whoever reads a page finds it in its new order. */
  onCommitted(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const pulled = this.#pulling.size === 0 ? [] : entries.filter(({ entry }) => this.#pulling.delete(entry.id));
    if (pulled.length > 0) this.#emit({ type: 'reordered', room: conversation.room });
    const lines = entries.flatMap(({ entry }) => this.#held.get(entry.id) ?? []);
    for (const { stored } of lines) this.#held.delete(stored.entry.id);
    if (lines.length > 0) this.#kept(conversation, lines);
  }

  #kept(conversation: Conversation, lines: readonly Line[]): void {
    const { rows, quotes, amended, rereads } = this.#parts;
    rows.look(conversation, lines, (looked) => {
      if (looked instanceof AppError) {
        return rereads.failed(looked, lines.length, () => this.#kept(conversation, lines));
      }
      for (const one of looked) {
        amended.settle(conversation, one);
        this.#first(conversation, one.line, one.row);
      }
      this.#again(
        conversation,
        lines.flatMap(({ stored }) => quotes.arrived(stored)),
      );
    });
  }

  #now(conversation: Conversation, line: Line): void {
    const row = this.#parts.rows.of(conversation, line);
    if (row !== undefined) this.#first(conversation, line, row);
  }

  /** Unless it had been told and was lost. */
  #first(conversation: Conversation, line: Line, row: Row): void {
    const again = this.#lost.delete(line.stored.entry.id);
    this.#one(conversation, line, row, again ? { live: false, again } : { live: !line.stored.late });
  }

  /** It answers something that is not in memory. */
  #isOpen(stored: StoredEntry): boolean {
    const id = answered(stored);
    return id !== undefined && this.#parts.quotes.get(stored.room, id) === undefined;
  }

  /** Of replies whose quote is known now. */
  #again(conversation: Conversation, lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const { rows, rereads } = this.#parts;
    rows.look(conversation, lines, (looked) => {
      if (looked instanceof AppError) {
        return rereads.failed(looked, lines.length, () => this.#again(conversation, lines));
      }
      for (const { row, line } of looked) {
        if (row.quote?.author !== undefined) this.#one(conversation, line, row, { live: false, again: true });
      }
    });
  }

  #one(conversation: Conversation, { stored }: Line, row: Row, how: { live: boolean; again?: true }): void {
    this.#emit({ type: 'row', room: conversation.room, row, device: stored.entry.device, ...how });
  }
}
