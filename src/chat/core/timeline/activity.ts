import { tipOf } from '../../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type PagedEntry,
  type RoomKey,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Projection } from '../replication/projection.ts';

/** When something was said last in each conversation. No clock that is far ahead counts. */
export class Activity implements Projection {
  readonly #me: Pick<Certificate, 'author'>;
  readonly #now: () => number;
  readonly #conversations: Conversations;
  readonly #at = new Map<RoomKey, number>();

  constructor(me: Pick<Certificate, 'author'>, now: () => number, conversations: Conversations) {
    this.#me = me;
    this.#now = now;
    this.#conversations = conversations;
  }

  /** Milliseconds since 1970; at the start, of the newest entry. 0: nothing was ever said. */
  lastAt(room: RoomKey): number {
    return this.#at.get(room) ?? 0;
  }

  load(): void {
    const ahead = this.#now() + limits.clockAhead;
    for (const { room, logs } of this.#conversations.all) {
      for (const [author, { durable, inSight }] of logs.content) {
        const { ms } = author === this.#me.author ? tipOf(durable).clock : inSight.clock;
        if (ms <= ahead) this.#happened(room, ms);
      }
    }
  }

  written({ room }: Conversation, received: readonly PagedEntry[]): void {
    this.#said(room, received);
  }

  cameOut({ room }: Conversation, entries: readonly PagedEntry[]): void {
    this.#said(room, entries);
  }

  durable({ room }: Conversation, _: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    this.#said(room, own);
  }

  forgotten(room: RoomKey): void {
    this.#at.delete(room);
  }

  #said(room: RoomKey, entries: readonly StoredEntry[]): void {
    const ahead = this.#now() + limits.clockAhead;
    // edits, deletions and reactions are about messages that have their place
    for (const { kind, entry, about, silent } of entries)
      if (kind === 'content' && about === undefined && silent === undefined && entry.clock.ms <= ahead)
        this.#happened(room, entry.clock.ms);
  }

  #happened(room: RoomKey, at: number): void {
    if (at > this.lastAt(room)) this.#at.set(room, at);
  }
}
