import { AppError, attempt } from '../../../../common/base/index.ts';
import type { PagedEntry, Row, StoredEntry } from '../../../../common/model/index.ts';
import type { AnnotationEvents } from './annotation-events.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Quotes } from './quotes.ts';
import type { ReadRetries } from './read-retries.ts';
import { answered, toLine, type Line, type RowBuilder } from './row-builder.ts';

interface RowEventsParts {
  readonly rowBuilder: RowBuilder;
  readonly quotes: Quotes;
  readonly annotationEvents: AnnotationEvents;
  readonly retries: ReadRetries;
}

/**
 * Tells of new lines. What came by catch-up, or may have been edited or deleted before it came, is looked up first. And once more of
 * replies when what they answer is there.
 */
export class RowEvents {
  readonly #parts: RowEventsParts;
  readonly #publish: (event: ChatEvent) => void;

  constructor(parts: RowEventsParts, emit: (event: ChatEvent) => void) {
    this.#parts = parts;
    this.#publish = emit;
  }

  /** These may be shown now. `pulls`: what is held of an author has moved to an earlier place. */
  onReceived(conversation: Conversation, entries: readonly PagedEntry[], pulls = false): void {
    const { quotes, annotationEvents } = this.#parts;
    if (pulls) this.#publish({ type: 'reordered', room: conversation.room });
    const lines = entries.filter(({ about }) => about === undefined).map(toLine);
    const [later, now] = partition(
      lines,
      ({ stored }) => stored.late || annotationEvents.isAwaited(conversation, stored),
    );
    for (const { stored } of now) quotes.learn(stored);
    for (const line of now) this.#emitLive(conversation, line);
    const asked = now.filter(({ stored }) => this.#isOpen(stored));
    this.#emitUpdates(conversation, [...now.flatMap(({ stored }) => quotes.takeWaiting(stored)), ...asked]);
    if (later.length > 0) this.#emitStored(conversation, later);
  }

  #emitStored(conversation: Conversation, lines: readonly Line[]): void {
    const { rowBuilder, quotes, annotationEvents, retries } = this.#parts;
    const built = attempt(() => rowBuilder.build(conversation, lines));
    if (built instanceof AppError)
      return retries.retry(built, lines.length, () => this.#emitStored(conversation, lines));
    for (const one of built) {
      annotationEvents.settle(conversation, one);
      this.#emit(conversation, one.line, one.row, { live: !one.line.stored.late });
    }
    this.#emitUpdates(
      conversation,
      lines.flatMap(({ stored }) => quotes.takeWaiting(stored)),
    );
  }

  #emitLive(conversation: Conversation, line: Line): void {
    const row = this.#parts.rowBuilder.buildCached(conversation, line);
    if (row !== undefined) this.#emit(conversation, line, row, { live: true });
  }

  /** It answers something that is not in memory. */
  #isOpen(stored: StoredEntry): boolean {
    const id = answered(stored);
    return id !== undefined && this.#parts.quotes.get(stored.room, id) === undefined;
  }

  /** Of replies whose quote is known now. */
  #emitUpdates(conversation: Conversation, lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const { rowBuilder, retries } = this.#parts;
    const built = attempt(() => rowBuilder.build(conversation, lines));
    if (built instanceof AppError)
      return retries.retry(built, lines.length, () => this.#emitUpdates(conversation, lines));
    for (const { row, line } of built) {
      if (row.quote?.author !== undefined) this.#emit(conversation, line, row, { live: false, again: true });
    }
  }

  #emit(conversation: Conversation, { stored }: Line, row: Row, how: { live: boolean; again?: true }): void {
    this.#publish({ type: 'row', room: conversation.room, row, device: stored.entry.device, ...how });
  }
}

const partition = <T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] => [
  all.filter(fits),
  all.filter((one) => !fits(one)),
];
