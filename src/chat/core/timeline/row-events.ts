import { AppError, attempt } from '../../../../common/base/index.ts';
import type { PagedEntry, Row, StoredEntry } from '../../../../common/model/index.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Projection } from '../replication/projection.ts';
import type { AnnotationEvents } from './annotation-events.ts';
import type { Quotes } from './quotes.ts';
import type { ReadRetries } from './read-retries.ts';
import { answered, type RowBuilder } from './row-builder.ts';

interface RowEventsParts {
  readonly rowBuilder: RowBuilder;
  readonly quotes: Quotes;
  readonly annotationEvents: AnnotationEvents;
  readonly retries: ReadRetries;
  readonly emit: (event: ChatEvent) => void;
}

/**
 * Emits `row` events. Live rows at once; rows that came by catch-up, or that may carry annotations, are looked up first. Replies are
 * emitted again when what they answer is there.
 */
export class RowEvents implements Projection {
  readonly #parts: RowEventsParts;

  constructor(parts: RowEventsParts) {
    this.#parts = parts;
  }

  written(conversation: Conversation, received: readonly PagedEntry[], reorders: boolean): void {
    if (conversation.stored.kind === 'self') return;
    if (reorders) this.#parts.emit({ type: 'reordered', room: conversation.room });
    this.#onShown(
      conversation,
      received.filter(({ aside }) => aside !== 'hidden'),
    );
  }

  cameOut(conversation: Conversation, entries: readonly PagedEntry[]): void {
    if (conversation.stored.kind !== 'self') this.#onShown(conversation, entries);
  }

  /** What was said here is the reply of its verb; what was done to a room is a row for everybody. */
  durable(conversation: Conversation, _: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    const control = own.filter(({ kind }) => kind === 'control');
    if (control.length > 0) this.#onShown(conversation, control);
  }

  #onShown(conversation: Conversation, entries: readonly PagedEntry[]): void {
    const { quotes, annotationEvents } = this.#parts;
    const rows = entries.filter(({ about }) => about === undefined);
    const mayBeAnnotated = (stored: PagedEntry): boolean =>
      stored.viaCatchUp || annotationEvents.isAwaited(conversation, stored);
    const [stored, live] = partition(rows, mayBeAnnotated);
    for (const one of live) quotes.learn(one);
    for (const one of live) this.#emitLive(conversation, one);
    const asking = live.filter((one) => this.#lacksQuote(one));
    this.#emitUpdates(conversation, [...live.flatMap((one) => quotes.takeWaiting(one)), ...asking]);
    if (stored.length > 0) this.#emitStored(conversation, stored);
  }

  #emitLive(conversation: Conversation, stored: PagedEntry): void {
    const row = this.#parts.rowBuilder.buildCached(conversation, stored);
    if (row !== undefined) this.#emit(conversation, stored, row, { live: true });
  }

  #emitStored(conversation: Conversation, entries: readonly PagedEntry[]): void {
    const { rowBuilder, quotes, annotationEvents, retries } = this.#parts;
    const built = attempt(() => rowBuilder.build(conversation, entries));
    if (built instanceof AppError)
      return retries.retry(built, entries.length, () => this.#emitStored(conversation, entries));
    for (const one of built) {
      annotationEvents.settle(conversation, one);
      this.#emit(conversation, one.stored, one.row, { live: !one.stored.viaCatchUp });
    }
    this.#emitUpdates(
      conversation,
      entries.flatMap((one) => quotes.takeWaiting(one)),
    );
  }

  /** Of replies whose quote is known now. */
  #emitUpdates(conversation: Conversation, entries: readonly PagedEntry[]): void {
    if (entries.length === 0) return;
    const { rowBuilder, retries } = this.#parts;
    const built = attempt(() => rowBuilder.build(conversation, entries));
    if (built instanceof AppError)
      return retries.retry(built, entries.length, () => this.#emitUpdates(conversation, entries));
    for (const { row, stored } of built) {
      if (row.quote?.author !== undefined) this.#emit(conversation, stored, row, { live: false, again: true });
    }
  }

  /** It answers something that is not in memory. */
  #lacksQuote(stored: StoredEntry): boolean {
    const id = answered(stored);
    return id !== undefined && this.#parts.quotes.get(stored.room, id) === undefined;
  }

  #emit(conversation: Conversation, stored: StoredEntry, row: Row, how: { live: boolean; again?: true }): void {
    this.#parts.emit({ type: 'row', room: conversation.room, row, device: stored.entry.device, ...how });
  }
}

const partition = <T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] => [
  all.filter(fits),
  all.filter((one) => !fits(one)),
];
