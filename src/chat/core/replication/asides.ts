import { AppError, attempt, type Disposable, type Env } from '../../../../common/base/index.ts';
import { annotationOf, decodeContent } from '../../../../common/log/index.ts';
import {
  limits,
  type AsideLog,
  type AuthorKey,
  type Loaded,
  type PagedEntry,
  type RoomKey,
} from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Committer } from './committer.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import type { Projection, Projections } from './projection.ts';
import type { Store } from '../ports.ts';

/** As many as come out with one commit. */
const perCommit = 256;
/** How often it is looked whether somebody's time has come, milliseconds. */
const checkEvery = 60_000;

interface AsidesParts {
  readonly env: Pick<Env, 'clock' | 'logger'>;
  readonly store: Pick<Store, 'aside' | 'asideLogs'>;
  readonly conversations: Conversations;
  readonly committer: Committer;
  readonly projections: Projections;
  /** Milliseconds since 1970, as far as this computer can know. */
  readonly now: () => number;
  readonly onChanged: (room: RoomKey) => void;
}

/**
 * Entries whose stamps are further ahead than `limits.clockAhead` (trust.md, Order). They are kept, told and passed on like all others,
 * but neither shown nor followed before the clock gets there, their log is pulled back, or somebody wants to see them.
 */
export class Asides implements Projection, Disposable {
  readonly #parts: AsidesParts;
  readonly #logs = new Map<RoomKey, readonly AsideLog[]>();
  /** Conversations with entries that are not followed, shown or not. */
  readonly #rooms = new Set<RoomKey>();
  /** What comes out of these is on its way to the disk. */
  readonly #busy = new Set<RoomKey>();
  /** All that stands aside there is to be shown. */
  readonly #wanted = new Set<RoomKey>();
  #timer: Disposable | undefined;

  constructor(parts: AsidesParts) {
    this.#parts = parts;
  }

  load({ aside, heads }: Pick<Loaded, 'aside' | 'heads'>): void {
    for (const [room, logs] of Map.groupBy(aside, (log) => log.room)) this.#logs.set(room, logs);
    for (const { room, inSight } of heads) if (inSight !== undefined) this.#rooms.add(room);
    this.check();
  }

  written(conversation: Conversation, received: readonly PagedEntry[], reorders: boolean): void {
    const { room } = conversation;
    const came = received.some(({ aside }) => aside !== undefined);
    if (came) this.#rooms.add(room);
    if (!this.#rooms.has(room)) return;
    const deleted = received.some(({ about }) => about?.kind === 'DELETE');
    if (came || deleted) this.#count(room);
    if (reorders) this.#sweep(room);
    this.#watch();
  }

  forgotten(room: RoomKey): void {
    for (const set of [this.#logs, this.#rooms, this.#wanted]) set.delete(room);
  }

  /** What is hidden of a conversation, log by log. */
  of(room: RoomKey): readonly AsideLog[] {
    return this.#logs.get(room) ?? [];
  }

  /** Below this place all that is held of a log of messages can be seen. */
  endOf(room: RoomKey, author: AuthorKey): number {
    return this.of(room).find((log) => log.kind === 'content' && log.author === author)?.from ?? Infinity;
  }

  /** Shows what stands aside now, for good. */
  readonly show: Handlers['showAside'] = ({ room }) => {
    if (this.#parts.conversations.get(room) === undefined)
      throw new AppError('ROOM_UNKNOWN', 'there is no such conversation');
    this.#wanted.add(room);
    this.#sweep(room);
  };

  /** Whose time has come comes out: the clock has gone on, or is another one. */
  check(): void {
    for (const room of this.#rooms) this.#sweep(room);
    this.#watch();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  #watch(): void {
    if (this.#rooms.size === 0) return this.dispose();
    this.#timer ??= this.#parts.env.clock.setTimer(checkEvery, () => {
      this.#timer = undefined;
      this.check();
    });
  }

  #count(room: RoomKey): void {
    const logs = attempt(() => this.#parts.store.asideLogs(room));
    if (logs instanceof AppError) return this.#failed(logs);
    if (logs.length === 0) this.#logs.delete(room);
    else this.#logs.set(room, logs);
    this.#parts.onChanged(room);
  }

  #sweep(room: RoomKey): void {
    const { store, now, committer } = this.#parts;
    if (this.#busy.has(room)) return;
    const found = attempt(() => this.#find(room));
    if (found instanceof AppError) return this.#failed(found);
    const limit = now() + limits.clockAhead;
    const due = found.filter(({ order }) => order.clock.ms <= limit);
    const shown = due.length > 0 || !this.#wanted.has(room) ? [] : found.filter(({ aside }) => aside === 'hidden');
    const leaving = due.length > 0 ? due : shown;
    if (leaving.length === 0) {
      this.#wanted.delete(room);
      if (store.aside({ room, limit: 1 }).length === 0) this.#rooms.delete(room);
      return;
    }
    this.#busy.add(room);
    const state = due.length > 0 ? {} : ({ aside: 'shown' } as const);
    const changes = leaving.map(({ kind, author, entry: { seq } }) => ({ room, kind, author, seq, ...state }));
    committer.addSideWrites({
      aside: changes,
      settled: (kept) => {
        this.#busy.delete(room);
        if (kept) this.#cameOut(room, leaving, state.aside);
      },
    });
  }

  /** The earliest of all; or, if all are wanted, of those that are hidden. */
  #find(room: RoomKey): readonly PagedEntry[] {
    const { store, now } = this.#parts;
    const first = store.aside({ room, limit: perCommit });
    const isDue = (first[0]?.order.clock.ms ?? Infinity) <= now() + limits.clockAhead;
    return isDue || !this.#wanted.has(room) ? first : store.aside({ room, state: 'hidden', limit: perCommit });
  }

  #cameOut(room: RoomKey, entries: readonly PagedEntry[], state: 'shown' | undefined): void {
    const { conversations, projections } = this.#parts;
    const conversation = conversations.get(room);
    if (conversation === undefined) return;
    if (state === undefined) for (const one of entries) conversation.follow(one);
    this.#count(room);
    const news = entries.filter(({ aside }) => aside === 'hidden').map((one) => withState(one, state));
    if (news.length > 0) projections.cameOut(conversation, news);
    this.#sweep(room);
  }

  #failed({ code, message }: AppError): void {
    this.#parts.env.logger.log('warn', `what stands aside cannot be read: ${code} ${message}`);
  }
}

/** As it stands now, and what it is about, which the store does not say. */
const withState = (one: PagedEntry, state: 'shown' | undefined): PagedEntry => {
  const { aside: _, ...stored } = one;
  const { entry, kind } = stored;
  const about =
    kind === 'content' && entry.body !== undefined ? annotationOf(entry, decodeContent(entry.body)) : undefined;
  return { ...stored, ...(about && { about }), ...(state && { aside: state }) };
};
