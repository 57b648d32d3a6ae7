import { AppError, attempt } from '../../../../common/base/index.ts';
import type { PagedEntry, Row, StoredEntry } from '../../../../common/model/index.ts';
import type { Amended } from './amended.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Quotes } from './quotes.ts';
import type { Rereads } from './rereads.ts';
import { answered, toLine, type Line, type Rows } from './rows.ts';

interface RowNewsParts {
  readonly rows: Rows;
  readonly quotes: Quotes;
  readonly amended: Amended;
  readonly rereads: Rereads;
}

/**
 * Tells of new lines. What came by catch-up, or may have been edited or deleted before it came, is looked up first. And once more of
 * replies when what they answer is there.
 */
export class RowNews {
  readonly #parts: RowNewsParts;
  readonly #emit: (event: ChatEvent) => void;

  constructor(parts: RowNewsParts, emit: (event: ChatEvent) => void) {
    this.#parts = parts;
    this.#emit = emit;
  }

  /** These may be shown now. `pulls`: what is held of an author has moved to an earlier place. */
  tell(conversation: Conversation, entries: readonly PagedEntry[], pulls = false): void {
    const { quotes, amended } = this.#parts;
    if (pulls) this.#emit({ type: 'reordered', room: conversation.room });
    const lines = entries.filter(({ about }) => about === undefined).map(toLine);
    const [later, now] = partition(lines, ({ stored }) => stored.late || amended.isAwaited(conversation, stored));
    for (const { stored } of now) quotes.learn(stored);
    for (const line of now) this.#now(conversation, line);
    const asked = now.filter(({ stored }) => this.#isOpen(stored));
    this.#again(conversation, [...now.flatMap(({ stored }) => quotes.arrived(stored)), ...asked]);
    if (later.length > 0) this.#looked(conversation, later);
  }

  #looked(conversation: Conversation, lines: readonly Line[]): void {
    const { rows, quotes, amended, rereads } = this.#parts;
    const looked = attempt(() => rows.look(conversation, lines));
    if (looked instanceof AppError)
      return rereads.failed(looked, lines.length, () => this.#looked(conversation, lines));
    for (const one of looked) {
      amended.settle(conversation, one);
      this.#one(conversation, one.line, one.row, { live: !one.line.stored.late });
    }
    this.#again(
      conversation,
      lines.flatMap(({ stored }) => quotes.arrived(stored)),
    );
  }

  #now(conversation: Conversation, line: Line): void {
    const row = this.#parts.rows.of(conversation, line);
    if (row !== undefined) this.#one(conversation, line, row, { live: true });
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
    const looked = attempt(() => rows.look(conversation, lines));
    if (looked instanceof AppError) return rereads.failed(looked, lines.length, () => this.#again(conversation, lines));
    for (const { row, line } of looked) {
      if (row.quote?.author !== undefined) this.#one(conversation, line, row, { live: false, again: true });
    }
  }

  #one(conversation: Conversation, { stored }: Line, row: Row, how: { live: boolean; again?: true }): void {
    this.#emit({ type: 'row', room: conversation.room, row, device: stored.entry.device, ...how });
  }
}

const partition = <T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] => [
  all.filter(fits),
  all.filter((one) => !fits(one)),
];
