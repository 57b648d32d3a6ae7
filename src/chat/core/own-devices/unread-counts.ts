import type { AuthorKey, Loaded, PagedEntry, RoomKey } from '../../../../common/model/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Projection } from '../replication/projection.ts';
import type { ReadMarks } from './read-marks.ts';
import { Unread } from './unread.ts';

const nothing = { messages: 0, mentions: 0 };

/** What is unread in each conversation. */
export class UnreadCounts implements Projection {
  readonly #readMarks: ReadMarks;
  readonly #byRoom = new Map<RoomKey, Unread>();

  constructor(readMarks: ReadMarks) {
    this.#readMarks = readMarks;
  }

  load({ unread }: Pick<Loaded, 'unread'>): void {
    for (const { room, author, seq, mention } of unread) this.#of(room).add(author, seq, mention);
  }

  /** What came is unread, unless it has been looked at on another device of mine. */
  written({ room }: Conversation, received: readonly PagedEntry[]): void {
    for (const { countsAsUnread, mention, author, entry, aside } of received) {
      const { seq } = entry;
      if (countsAsUnread && aside !== 'hidden' && seq >= this.#readMarks.seen(room, author))
        this.#of(room).add(author, seq, mention);
    }
  }

  cameOut(conversation: Conversation, entries: readonly PagedEntry[]): void {
    this.written(conversation, entries);
  }

  forgotten(room: RoomKey): void {
    this.#byRoom.delete(room);
  }

  /** An unread message of another text, which may call me or not. Answers whether it was unread. */
  edited(room: RoomKey, author: AuthorKey, seq: number, mention: boolean): boolean {
    const isUnread = this.removed(room, author, seq);
    if (isUnread) this.#of(room).add(author, seq, mention);
    return isUnread;
  }

  /** The message has been deleted. Answers whether it was unread. */
  removed(room: RoomKey, author: AuthorKey, seq: number): boolean {
    return this.#byRoom.get(room)?.remove(author, seq) ?? false;
  }

  /** Those of a log below `to` have been looked at. */
  advance(room: RoomKey, author: AuthorKey, to: number): void {
    this.#byRoom.get(room)?.advance(author, to);
  }

  /** Until `restore` those below do not count: it can still be undone that they were looked at. */
  setAside(room: RoomKey, logs: ReadonlyMap<AuthorKey, number>): void {
    this.#of(room).setAside(logs);
  }

  restore(): void {
    for (const unread of this.#byRoom.values()) unread.restore();
  }

  count(room: RoomKey, isMine: (author: AuthorKey) => boolean): ReturnType<Unread['count']> {
    return this.#byRoom.get(room)?.count(isMine) ?? nothing;
  }

  /** The first of each log. */
  firsts(room: RoomKey): ReturnType<Unread['firsts']> {
    return this.#byRoom.get(room)?.firsts() ?? [];
  }

  #of(room: RoomKey): Unread {
    const known = this.#byRoom.get(room) ?? new Unread();
    this.#byRoom.set(room, known);
    return known;
  }
}
