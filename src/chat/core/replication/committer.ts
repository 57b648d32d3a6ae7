import { AppError, type Disposable, type Env } from '../../../../common/base/index.ts';
import { endOf, holds, nextClock, tipAfter, withRun, writeRun } from '../../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type Entry,
  type LogKind,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { DiskWatch } from './disk-watch.ts';
import { keep, toBatch, type Notes } from './notes.ts';
import { anchored, takeFitting, type OwnWrite } from './own-writes.ts';
import type { Store } from '../ports.ts';

export interface CommitEvents {
  /** These are on disk now: `written` here, they may be sent; the others were received and may be acknowledged. */
  onCommitted(conversation: Conversation, entries: readonly StoredEntry[], written: readonly StoredEntry[]): void;
  /** More of this own log is known to exist, and is about to come: what is written before would not continue it. */
  mustWait(conversation: Conversation, kind: LogKind): boolean;
  /** Nothing of the batch was kept; logs are back where the disk has them. `lost` was received and will be asked for again. */
  onFailed(touched: ReadonlySet<Conversation>, lost: readonly StoredEntry[]): void;
}

interface Received extends Notes {
  readonly conversation: Conversation;
  readonly entries: readonly StoredEntry[];
  /** Of the author, the first time. */
  readonly certificates: readonly Uint8Array[];
}

/**
 * Group commit: one append is under way at a time, and whatever comes meanwhile goes into the next one. All bodies of one
 * of my logs in a batch share signatures, one for each run that an anchor may cover.
 */
export class Committer implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'crypto' | 'logger'>;
  readonly #store: Pick<Store, 'append'>;
  readonly #disk: DiskWatch;
  readonly #me: Certificate;
  readonly #events: CommitEvents;
  #writes: OwnWrite[] = [];
  #received: Received[] = [];
  #notes: Notes[] = [];
  /** Of failed commits: they ride with the next one, but do not cause it. */
  #kept: Notes[] = [];
  /** The store has my certificate. */
  #certified = false;
  #busy = false;
  #disposed = false;

  constructor(
    env: Pick<Env, 'clock' | 'crypto' | 'logger'>,
    store: Pick<Store, 'append'>,
    disk: DiskWatch,
    me: Certificate,
    events: CommitEvents,
  ) {
    this.#env = env;
    this.#store = store;
    this.#disk = disk;
    this.#me = me;
    this.#events = events;
  }

  write(write: OwnWrite): void {
    if (this.#disposed) return write.done(new AppError('OFFLINE', 'the chat is closing'));
    this.#writes.push(write);
    this.#flush();
  }

  /** Entries whose logs' pending tips have already moved, and what follows from them. */
  receive(
    conversation: Conversation,
    entries: readonly StoredEntry[],
    certificates: readonly Uint8Array[],
    notes: Notes = {},
  ): void {
    this.#received.push({ ...notes, conversation, entries, certificates });
    this.#flush();
  }

  note(notes: Notes): void {
    if (this.#disk.trouble === undefined) this.#notes.push(notes);
    else this.#kept = [keep([...this.#kept, notes])];
    this.#flush();
  }

  /** Nothing can be kept now, so nothing is to be handed in but what the person writes. */
  get troubled(): boolean {
    return this.#disk.trouble !== undefined;
  }

  /** What waited may go on. */
  flush(): void {
    if (this.#writes.length > 0) this.#flush();
  }

  /** The disk takes commits again. */
  resume(): void {
    this.#notes.push(...this.#kept);
    this.#kept = [];
    this.#flush();
  }

  /** What nobody would say again, own writes above all, is handed to the store, which does what it was asked before it closes. */
  dispose(): void {
    if (this.#disposed) return;
    let isMoving = true;
    while (isMoving && this.#writes.length > 0) isMoving = this.#commit();
    this.#disposed = true;
    for (const write of this.#writes) write.done(new AppError('OFFLINE', 'the chat is closing'));
    this.#writes = [];
    const last = keep([...this.#kept, ...this.#notes]);
    if (Object.values(last).some((list) => list.length > 0)) this.#store.append(last, () => {});
  }

  #flush(): void {
    if (this.#busy || this.#disposed) return;
    this.#commit();
  }

  /** Answers whether there was anything that may be written now. */
  #commit(): boolean {
    const { taken: writes, left } = takeFitting(this.#writes, (write) => {
      return this.#events.mustWait(write.conversation, write.kind);
    });
    this.#writes = left;
    const received = this.#received;
    if (writes.length === 0 && received.length === 0 && this.#notes.length === 0) return false;
    const certified = this.#certified || writes.length === 0;
    const notes = [...this.#kept, ...this.#notes];
    this.#received = [];
    this.#notes = [];
    this.#kept = [];
    this.#busy = true;
    const own = this.#sign(writes);
    const touched = new Set([...writes, ...received].map(({ conversation }) => conversation));
    const entries = [...received.flatMap((part) => part.entries), ...own.map(({ stored }) => stored)];
    const mine = certified ? [] : [{ certificates: [this.#me.bytes] }];
    const theirs = own.flatMap(({ write, stored }) => write.notes?.(stored) ?? []);
    this.#store.append(toBatch([...notes, ...mine, ...received, ...theirs], touched, entries), (error) => {
      this.#busy = false;
      if (error === undefined) {
        this.#certified ||= !certified;
        this.#succeed(touched, entries, own);
        this.#disk.worked();
      } else {
        this.#kept = [keep([...notes, ...this.#notes])];
        this.#notes = [];
        this.#fail(error, touched, [...received, ...this.#received]);
        this.#disk.failed(error);
        for (const write of writes) write.done(error);
      }
      this.#flush();
    });
    return true;
  }

  #sign(writes: readonly OwnWrite[]): { write: OwnWrite; stored: StoredEntry }[] {
    const groups = Map.groupBy(writes, (write) => write.conversation.logId(write.kind));
    return [...groups].flatMap(([log, group]) => {
      const [first] = group;
      if (log === undefined || first === undefined) return [];
      const { conversation, kind } = first;
      const state = conversation.log(kind, this.#me.device);
      const wall = this.#env.clock.wall();
      const end = endOf(state.pending);
      const others = conversation.latestOfOthers(this.#me.device);
      let { clock } = end;
      const items = group.map(({ body }) => {
        clock = nextClock(wall, clock, conversation.clock, others);
        return { body, clock };
      });
      let tip = end;
      const entries = anchored(group, items).flatMap((run) => {
        const written = writeRun(this.#env.crypto, log, this.#me.device, tip, run);
        tip = tipAfter(written.at(-1) as Entry);
        return written;
      });
      state.pending = withRun(state.pending, entries);
      return group.flatMap((write, i) => {
        const entry = entries[i];
        if (entry === undefined) return [];
        const stored = {
          room: conversation.room,
          kind,
          entry,
          received: wall,
          late: false,
          news: false,
          mention: false,
          ...(write.about && { about: write.about }),
        };
        return [{ write, stored }];
      });
    });
  }

  #succeed(
    touched: ReadonlySet<Conversation>,
    entries: readonly StoredEntry[],
    own: readonly { write: OwnWrite; stored: StoredEntry }[],
  ): void {
    for (const conversation of touched) {
      conversation.saved = true;
      const mine = entries.filter(({ room }) => room === conversation.room);
      conversation.commit(mine, this.#env.clock.wall() + limits.clockAhead);
      const written = own.map(({ stored }) => stored).filter(({ room }) => room === conversation.room);
      this.#events.onCommitted(conversation, mine, written);
    }
    for (const { write, stored } of own) write.done(stored);
  }

  /** What was received meanwhile may continue what was just lost: it goes too, and neighbours offer it again. */
  #fail(error: AppError, written: ReadonlySet<Conversation>, received: readonly Received[]): void {
    this.#env.logger.log('error', `the history could not be written: ${error.code} ${error.message}`);
    const touched = new Set([...written, ...received.map(({ conversation }) => conversation)]);
    this.#received = [];
    for (const conversation of touched) {
      for (const kind of ['content', 'control'] as const) {
        for (const log of conversation.logs[kind].values()) log.pending = log.committed;
      }
      conversation.operations = conversation.operations.filter(({ entry }) =>
        holds(conversation.log('control', entry.device).committed, entry.seq),
      );
    }
    for (const { conversation, entries } of received) {
      for (const { kind, entry } of entries)
        if (kind === 'content') conversation.unread.remove(entry.device, entry.seq);
    }
    this.#events.onFailed(
      touched,
      received.flatMap(({ entries }) => entries),
    );
  }
}
