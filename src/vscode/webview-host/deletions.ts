import { AppError, Emitter, type Clock, type Disposable, type Event } from '../../../common/base/index.ts';
import type { EntryId, RoomKey, Row } from '../../../common/model/index.ts';
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import { findRow } from './find-row.ts';

/** Milliseconds in which a deletion can be undone. */
export const undoMs = 6000;
/** Deletions that wait; of more, the longest waiting is carried out. */
const maxPending = 100;

interface DeletionsParts {
  readonly holder: Pick<ChatServiceHolder, 'open'>;
  readonly clock: Clock;
  /** A message of somebody else: whether it is meant. */
  confirm(author: string): Promise<boolean>;
  /** Tells the person, in whichever page or none they are by now. Never throws. */
  onError(error: unknown): void;
}

interface Waiting {
  readonly room: RoomKey;
  readonly timer: Disposable;
  /** It is being carried out: too late to undo. */
  done?: Promise<void>;
}

/**
 * Messages that are about to be deleted. They wait here and not in a page, so that all pages show it and closing one does not
 * forget it; only where the whole process is killed the message is as if nobody had deleted it.
 */
export class Deletions implements Disposable {
  readonly #parts: DeletionsParts;
  readonly #waiting = new Map<EntryId, Waiting>();
  readonly #changed = new Emitter<void>();

  constructor(parts: DeletionsParts) {
    this.#parts = parts;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  of(room: RoomKey | undefined): readonly EntryId[] {
    return [...this.#waiting].filter(([, one]) => one.room === room).map(([entry]) => entry);
  }

  /** Never rejects. */
  async add(room: RoomKey, entry: EntryId): Promise<void> {
    try {
      const row = await this.#row(room, entry);
      if (row.kind === 'deleted' || (!row.own && !(await this.#parts.confirm(row.author.username)))) return;
      if (!this.#waiting.has(entry)) this.#wait(room, entry);
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  undo(entry: EntryId): void {
    if (this.#waiting.get(entry)?.done === undefined) this.#forget(entry);
  }

  /** Carries out all of them: nobody can undo them any more. Never rejects. */
  async flush(): Promise<void> {
    await Promise.all([...this.#waiting.keys()].map((entry) => this.#execute(entry)));
  }

  dispose(): void {
    for (const { timer } of this.#waiting.values()) timer.dispose();
    this.#waiting.clear();
    this.#changed.dispose();
  }

  #wait(room: RoomKey, entry: EntryId): void {
    const timer = this.#parts.clock.setTimer(undoMs, () => void this.#execute(entry));
    this.#waiting.set(entry, { room, timer });
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > maxPending && oldest !== undefined) void this.#execute(oldest);
    this.#changed.fire();
  }

  async #execute(entry: EntryId): Promise<void> {
    const waiting = this.#waiting.get(entry);
    waiting?.timer.dispose();
    if (waiting !== undefined) await (waiting.done ??= this.#delete(entry));
  }

  /** It stays shown as deleted until it is. */
  async #delete(entry: EntryId): Promise<void> {
    try {
      const service = await this.#parts.holder.open();
      await service.deleteMessage({ entry });
    } catch (error) {
      this.#parts.onError(error);
    }
    this.#forget(entry);
  }

  #forget(entry: EntryId): void {
    this.#waiting.get(entry)?.timer.dispose();
    if (this.#waiting.delete(entry)) this.#changed.fire();
  }

  async #row(room: RoomKey, entry: EntryId): Promise<Row> {
    const row = await findRow(await this.#parts.holder.open(), room, entry);
    if (row === undefined) throw new AppError('ENTRY_UNKNOWN', 'there is no such message, or it was deleted');
    return row;
  }
}
