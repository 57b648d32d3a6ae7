import { AppError, attempt, Later, type Disposable } from '../../../../common/base/index.ts';
import type { EntryId, PagedEntry, StoredEntry } from '../../../../common/model/index.ts';
import type { CommitterParts } from './committer-parts.ts';
import { CommitQueue, type Commit, type Signed } from './commit-queue.ts';
import type { Conversation, LogState } from './conversation.ts';
import { mergeRetained, toBatch, type SideWrites } from './side-writes.ts';
import { closing, selectBatch, type EntryDraft, type PendingWrite } from './pending-writes.ts';
import { ReceivedQueue, type ReceivedRun } from './received-queue.ts';
import { signWrites } from './sign-writes.ts';

/**
 * Group commit: what comes in one turn is written in one batch. All bodies of one of my logs in a batch share signatures, one for
 * each run that an anchor may cover. What is written is mine to see; others hear of what is durable, batch by batch, a turn each.
 */
export class Committer implements Disposable {
  readonly #parts: CommitterParts;
  readonly #queue = new CommitQueue();
  #writes: PendingWrite[] = [];
  readonly #received = new ReceivedQueue();
  #sideWrites: SideWrites[] = [];
  /** Of failed commits: they ride with the next one, but do not cause it. */
  #retained: SideWrites[] = [];
  /** The store has my certificate. */
  #ownCertificateStored = false;
  #writing: Disposable | undefined;
  #telling: Disposable | undefined;
  /** Others are turned away because too much waits for the disk. */
  #paused = false;
  #disposed = false;

  constructor(parts: CommitterParts) {
    this.#parts = parts;
    parts.store.onDurable((position) => this.#onDurable(position));
  }

  /** Answers once it is durable. */
  write(draft: EntryDraft): Later<PagedEntry> {
    const result = new Later<PagedEntry>();
    if (this.#disposed) result.fail(closing());
    else this.#writes.push({ ...draft, result });
    this.#soon();
    return result;
  }

  /** Something that this device says about an entry is not written yet: the entry does not stand as it will. */
  isPending(entry: EntryId): boolean {
    return this.#writes.some(({ about }) => about?.entry === entry);
  }

  /** Something is about to be handed in. Asked before others are told of it, a commit has its turn before they have theirs: what they tell then holds what was written, once. */
  schedule(): void {
    this.#soon();
  }

  /** Entries whose logs' pending tips have already moved, and what follows from them. */
  receive(received: ReceivedRun): void {
    this.#received.push(received);
    this.#paused ||= this.#received.isFull;
    this.#soon();
  }

  addSideWrites(sideWrites: SideWrites): void {
    if (this.#parts.disk.failure === undefined) this.#sideWrites.push(sideWrites);
    else {
      this.#retained = [mergeRetained([...this.#retained, sideWrites])];
      sideWrites.settled?.(false);
    }
    this.#soon();
  }

  /** Nothing more can be kept now, so nothing is to be handed in but what the person writes. */
  get isPaused(): boolean {
    return this.#parts.disk.failure !== undefined || this.#paused;
  }

  /** What waited may go on. */
  flush(): void {
    if (this.#writes.length > 0) this.#soon();
  }

  /** The disk takes commits again. */
  resume(): void {
    this.#sideWrites.push(...this.#retained);
    this.#retained = [];
    this.#soon();
  }

  /** What nobody would say again, own writes above all, is written; whoever closes the store waits until that is durable. */
  dispose(): void {
    if (this.#disposed) return;
    while (this.#writes.length > 0) if (!this.#commit()) break;
    this.#disposed = true;
    this.#writing?.dispose();
    this.#telling?.dispose();
    for (const { result } of this.#writes.splice(0)) result.fail(closing());
    const last = toBatch([...this.#retained, ...this.#sideWrites], new Set(), []);
    if (Object.values(last).some((list) => list.length > 0)) attempt(() => this.#parts.store.write(last));
    this.#tell();
  }

  #soon(): void {
    if (this.#disposed) return;
    this.#writing ??= this.#parts.env.turn(() => {
      this.#writing = undefined;
      // whoever lets it rest says when it is over
      if (this.#parts.store.isResting) return;
      if (this.#commit() && (this.#writes.length > 0 || this.#received.isWaiting)) this.#soon();
    });
  }

  /** Answers whether there was anything that may be written now. */
  #commit(): boolean {
    const { taken: writes, left } = selectBatch(this.#writes, (write) => {
      return this.#parts.isBehindRemote(write.conversation, write.kind);
    });
    this.#writes = left;
    const received = this.#received.take();
    if (writes.length === 0 && received.length === 0 && this.#sideWrites.length === 0) return false;
    const certified = this.#ownCertificateStored || writes.length === 0;
    const sideWrites = [...this.#retained, ...this.#sideWrites];
    this.#sideWrites = [];
    this.#retained = [];
    const own = signWrites(this.#parts, writes);
    const touched = new Set([...writes, ...received].map(({ conversation }) => conversation));
    const entries = [...received.flatMap((part) => part.entries), ...own.map(({ stored }) => stored)];
    const mine = certified ? [] : [{ certificates: [this.#parts.me.bytes] }];
    const theirs = own.flatMap(({ write, stored }) => write.sideWrites?.(stored) ?? []);
    const riding = [...touched].flatMap((conversation) => this.#parts.projections.committing(conversation));
    const came = received.flatMap((part) => part.sideWrites);
    const batch = toBatch([...sideWrites, ...mine, ...came, ...theirs, ...riding], touched, entries);
    const position = attempt(() => this.#parts.store.write(batch));
    if (position instanceof AppError) {
      this.#retained = [mergeRetained(sideWrites)];
      this.#fail(position, touched);
      for (const one of sideWrites) one.settled?.(false);
      for (const write of writes) write.result.fail(position);
      return true;
    }
    this.#ownCertificateStored ||= !certified;
    this.#succeed(position, touched, entries, own, received, sideWrites);
    return true;
  }

  #succeed(
    position: number,
    touched: ReadonlySet<Conversation>,
    entries: readonly StoredEntry[],
    own: readonly Signed[],
    received: readonly ReceivedRun[],
    sideWrites: readonly SideWrites[],
  ): void {
    const at = this.#parts.env.clock.mono();
    const byRoom = Map.groupBy(entries, ({ room }) => room);
    const logs = new Map<LogState, LogState['written']>();
    for (const conversation of touched) {
      conversation.persisted = true;
      const its = byRoom.get(conversation.room) ?? [];
      conversation.write(its);
      for (const { kind, author } of its) {
        const log = conversation.log(kind, author);
        logs.set(log, log.written);
      }
    }
    this.#queue.push({ position, at, touched, entries, own, sideWrites, logs });
    this.#paused ||= this.#queue.isFull;
    this.#parts.disk.onPending(this.#queue.oldestAt);
    const byConversation = Map.groupBy(received, (part) => part.conversation);
    for (const conversation of touched) {
      const parts = byConversation.get(conversation) ?? [];
      const its = parts.flatMap((part) => part.entries);
      this.#parts.projections.written(
        conversation,
        its,
        parts.some(({ reorders }) => reorders),
      );
    }
    this.#parts.disk.onSuccess();
  }

  #onDurable(position: number | AppError): void {
    if (position instanceof AppError) return this.#lose(position);
    this.#queue.raise(position);
    this.#parts.disk.onPending(this.#queue.oldestAt);
    this.#tell();
    if (this.#writes.length > 0 || this.#received.isWaiting || this.#sideWrites.length > 0) this.#soon();
  }

  /** One commit now, each of the others in a turn of its own: a disk that was slow lets go of many at once. */
  #tell(): void {
    do {
      const commit = this.#queue.shift();
      if (commit !== undefined) this.#publish(commit);
    } while (this.#disposed && this.#queue.hasDurable);
    if (this.#queue.hasDurable) {
      this.#telling ??= this.#parts.env.turn(() => {
        this.#telling = undefined;
        this.#tell();
      });
    } else if (this.#paused && !this.#queue.isFull && !this.#received.isFull && !this.#disposed) {
      this.#paused = false;
      this.#parts.onDrained();
    }
  }

  #publish({ touched, entries, own, sideWrites, logs }: Commit): void {
    for (const [log, held] of logs) log.durable = held;
    const byRoom = Map.groupBy(entries, ({ room }) => room);
    const ownByRoom = Map.groupBy(own, ({ stored }) => stored.room);
    for (const conversation of touched) {
      const mine = (ownByRoom.get(conversation.room) ?? []).map(({ stored }) => stored);
      this.#parts.projections.durable(conversation, byRoom.get(conversation.room) ?? [], mine);
    }
    for (const { write, stored } of own) write.result.resolve(stored);
    for (const one of sideWrites) one.settled?.(true);
  }

  /** Nothing of it is there: who brought something offers it again. */
  #fail(error: AppError, written: ReadonlySet<Conversation>): void {
    this.#parts.env.logger.log('error', `the history could not be written: ${error.code} ${error.message}`);
    // what waits behind it continues what is not there
    const touched = new Set([...written, ...this.#received.clear().map(({ conversation }) => conversation)]);
    this.#paused = this.#queue.isFull;
    for (const conversation of touched) conversation.dropPending();
    this.#parts.certificates.markAllUnsaved();
    for (const conversation of touched) this.#parts.projections.failed(conversation);
    this.#parts.disk.onFailure(error);
  }

  #lose(error: AppError): void {
    this.#parts.env.logger.log('error', `the disk did not keep what was written: ${error.code} ${error.message}`);
    for (const { own } of this.#queue.clear()) for (const { write } of own) write.result.fail(error);
    if (!this.#disposed) this.#parts.onLost(error);
  }
}
