import { AppError, attempt, type Disposable, type Env } from '../../../../common/base/index.ts';
import { covers } from '../../../../common/log/index.ts';
import type { Certificate, PagedEntry, StoredEntry } from '../../../../common/model/index.ts';
import type { CommitEvents } from './commit-events.ts';
import { CommitQueue, type Commit, type Signed } from './commit-queue.ts';
import type { Conversation, LogState } from './conversation.ts';
import type { DiskHealth } from './disk-health.ts';
import { mergeRetained, toBatch, type SideWrites } from './side-writes.ts';
import { selectBatch, type PendingWrite } from './pending-writes.ts';
import { signWrites } from './sign-writes.ts';
import type { Store } from '../ports.ts';

interface Received extends SideWrites {
  readonly conversation: Conversation;
  readonly entries: readonly PagedEntry[];
  readonly pulls: boolean;
  /** Of the author, the first time. */
  readonly certificates: readonly Uint8Array[];
}

/**
 * Group commit: what comes in one turn is written in one batch. All bodies of one of my logs in a batch share signatures, one for
 * each run that an anchor may cover. What is written is mine to see; others hear of what is durable, batch by batch, a turn each.
 */
export class Committer implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'crypto' | 'logger' | 'turn'>;
  readonly #store: Pick<Store, 'write' | 'onDurable'>;
  readonly #disk: DiskHealth;
  readonly #me: Certificate;
  readonly #events: CommitEvents;
  readonly #queue = new CommitQueue();
  #writes: PendingWrite[] = [];
  #received: Received[] = [];
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

  constructor(
    env: Pick<Env, 'clock' | 'crypto' | 'logger' | 'turn'>,
    store: Pick<Store, 'write' | 'onDurable'>,
    disk: DiskHealth,
    me: Certificate,
    events: CommitEvents,
  ) {
    this.#env = env;
    this.#store = store;
    this.#disk = disk;
    this.#me = me;
    this.#events = events;
    store.onDurable((position) => this.#onDurable(position));
  }

  write(write: PendingWrite): void {
    if (this.#disposed) return write.done(new AppError('OFFLINE', 'the chat is closing'));
    this.#writes.push(write);
    this.#soon();
  }

  /** Entries whose logs' pending tips have already moved, and what follows from them. */
  receive(received: Received): void {
    this.#received.push(received);
    this.#soon();
  }

  addSideWrites(sideWrites: SideWrites): void {
    if (this.#disk.failure === undefined) this.#sideWrites.push(sideWrites);
    else {
      this.#retained = [mergeRetained([...this.#retained, sideWrites])];
      sideWrites.settled?.(false);
    }
    this.#soon();
  }

  /** Nothing more can be kept now, so nothing is to be handed in but what the person writes. */
  get isPaused(): boolean {
    return this.#disk.failure !== undefined || this.#paused;
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
    let isMoving = true;
    while (isMoving && this.#writes.length > 0) isMoving = this.#commit();
    this.#disposed = true;
    this.#writing?.dispose();
    this.#telling?.dispose();
    for (const write of this.#writes) write.done(new AppError('OFFLINE', 'the chat is closing'));
    this.#writes = [];
    const last = toBatch([...this.#retained, ...this.#sideWrites], new Set(), []);
    if (Object.values(last).some((list) => list.length > 0)) attempt(() => this.#store.write(last));
    this.#tell();
  }

  #soon(): void {
    if (this.#disposed) return;
    this.#writing ??= this.#env.turn(() => {
      this.#writing = undefined;
      if (this.#commit() && this.#writes.length > 0) this.#soon();
    });
  }

  /** Answers whether there was anything that may be written now. */
  #commit(): boolean {
    const { taken: writes, left } = selectBatch(this.#writes, (write) => {
      return this.#events.isBehindRemote(write.conversation, write.kind);
    });
    this.#writes = left;
    const received = this.#received;
    if (writes.length === 0 && received.length === 0 && this.#sideWrites.length === 0) return false;
    const certified = this.#ownCertificateStored || writes.length === 0;
    const sideWrites = [...this.#retained, ...this.#sideWrites];
    this.#received = [];
    this.#sideWrites = [];
    this.#retained = [];
    const own = signWrites(this.#env, this.#me, writes);
    const touched = new Set([...writes, ...received].map(({ conversation }) => conversation));
    const entries = [...received.flatMap((part) => part.entries), ...own.map(({ stored }) => stored)];
    const mine = certified ? [] : [{ certificates: [this.#me.bytes] }];
    const theirs = own.flatMap(({ write, stored }) => write.sideWrites?.(stored) ?? []);
    const batch = toBatch([...sideWrites, ...mine, ...received, ...theirs], touched, entries);
    const position = attempt(() => this.#store.write(batch));
    if (position instanceof AppError) {
      this.#retained = [mergeRetained(sideWrites)];
      this.#fail(position, touched);
      for (const one of sideWrites) one.settled?.(false);
      for (const write of writes) write.done(position);
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
    received: readonly Received[],
    sideWrites: readonly SideWrites[],
  ): void {
    const at = this.#env.clock.mono();
    const byRoom = Map.groupBy(entries, ({ room }) => room);
    const logs = new Map<LogState, LogState['written']>();
    for (const conversation of touched) {
      conversation.persisted = true;
      conversation.audiences.saved();
      const its = byRoom.get(conversation.room) ?? [];
      conversation.write(its);
      for (const { kind, entry } of its) {
        const log = conversation.log(kind, entry.device);
        logs.set(log, log.written);
      }
    }
    this.#queue.push({ position, at, touched, entries, own, sideWrites, logs });
    this.#paused ||= this.#queue.isFull;
    this.#disk.onPending(this.#queue.oldestAt);
    const byConversation = Map.groupBy(received, (part) => part.conversation);
    for (const conversation of touched) {
      const parts = byConversation.get(conversation) ?? [];
      const its = parts.flatMap((part) => part.entries);
      this.#events.onWritten(
        conversation,
        its,
        parts.some(({ pulls }) => pulls),
      );
    }
    this.#disk.onSuccess();
  }

  #onDurable(position: number | AppError): void {
    if (position instanceof AppError) return this.#lose(position);
    this.#queue.raise(position);
    this.#disk.onPending(this.#queue.oldestAt);
    this.#tell();
  }

  /** One commit now, each of the others in a turn of its own: a disk that was slow lets go of many at once. */
  #tell(): void {
    do {
      const commit = this.#queue.shift();
      if (commit !== undefined) this.#tellOf(commit);
    } while (this.#disposed && this.#queue.hasDurable);
    if (this.#queue.hasDurable) {
      this.#telling ??= this.#env.turn(() => {
        this.#telling = undefined;
        this.#tell();
      });
    } else if (this.#paused && !this.#queue.isFull && !this.#disposed) {
      this.#paused = false;
      this.#events.onDrained();
    }
  }

  #tellOf({ touched, entries, own, sideWrites, logs }: Commit): void {
    for (const [log, held] of logs) log.durable = held;
    const byRoom = Map.groupBy(entries, ({ room }) => room);
    const ownByRoom = Map.groupBy(own, ({ stored }) => stored.room);
    for (const conversation of touched) {
      const mine = (ownByRoom.get(conversation.room) ?? []).map(({ stored }) => stored);
      this.#events.onDurable(conversation, byRoom.get(conversation.room) ?? [], mine);
    }
    for (const { write, stored } of own) write.done(stored);
    for (const one of sideWrites) one.settled?.(true);
  }

  /** Nothing of it is there: who brought something offers it again. */
  #fail(error: AppError, touched: ReadonlySet<Conversation>): void {
    this.#env.logger.log('error', `the history could not be written: ${error.code} ${error.message}`);
    for (const conversation of touched) {
      for (const kind of ['content', 'control'] as const) {
        for (const log of conversation.logs[kind].values()) log.pending = log.written;
      }
      conversation.operations = conversation.operations.filter(({ entry }) =>
        covers(conversation.log('control', entry.device).written, entry.seq),
      );
    }
    this.#events.onFailed(touched);
    this.#disk.onFailure(error);
  }

  #lose(error: AppError): void {
    this.#env.logger.log('error', `the disk did not keep what was written: ${error.code} ${error.message}`);
    for (const { own } of this.#queue.clear()) for (const { write } of own) write.done(error);
    if (!this.#disposed) this.#events.onLost(error);
  }
}
