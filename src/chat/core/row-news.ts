import type { StoredEntry } from '../../../common/model/index.ts';
import type { ChatEvent } from './state.ts';
import type { Conversation } from './conversation.ts';
import type { Quotes } from './quotes.ts';
import { lineOf, type Line, type Rows } from './rows.ts';

interface RowNewsParts {
  readonly rows: Rows;
  readonly quotes: Quotes;
}

/** Tells of new lines at once, and once more of replies when what they answer is there. */
export class RowNews {
  readonly #parts: RowNewsParts;
  readonly #emit: (event: ChatEvent) => void;

  constructor(parts: RowNewsParts, emit: (event: ChatEvent) => void) {
    this.#parts = parts;
    this.#emit = emit;
  }

  tell(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const { rows, quotes } = this.#parts;
    const lines = entries.map(lineOf);
    for (const stored of entries) quotes.learn(stored);
    for (const line of lines) this.#one(conversation, line, { live: !line.stored.late });
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
