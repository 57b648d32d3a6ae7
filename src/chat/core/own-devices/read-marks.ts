import { compareHlc, tipOf } from '../../../../common/log/index.ts';
import type { AuthorKey, Hlc, RoomKey, SeenMark } from '../../../../common/model/index.ts';
import type { Conversation } from '../replication/conversation.ts';

/**
 * What has been read: for each log of each conversation a count that never falls; also for rooms that this device has not joined
 * yet.
 */
export class ReadMarks {
  readonly #seen = new Map<RoomKey, Map<AuthorKey, number>>();
  /** What the self room does not say yet. */
  readonly #pending = new Map<RoomKey, Set<AuthorKey>>();

  load(marks: readonly SeenMark[]): void {
    for (const { room, author, seen, told } of marks) {
      this.#set(room, author, seen);
      if (told < seen) this.queue(room, author);
    }
  }

  /** Of one conversation, by log. */
  of(room: RoomKey): ReadonlyMap<AuthorKey, number> {
    return this.#seen.get(room) ?? new Map();
  }

  /** Content entries of a log below this have been looked at, on whichever device of mine. */
  seen(room: RoomKey, author: AuthorKey): number {
    return this.#seen.get(room)?.get(author) ?? 0;
  }

  /** The latest clock in logs whose entries have all been looked at. */
  clockOf({ room, logs }: Conversation, isMine: (author: AuthorKey) => boolean): Hlc {
    const seen = this.#seen.get(room);
    let latest: Hlc = { ms: 0, count: 0 };
    for (const [author, { pending }] of logs.content) {
      const { prefix, clock } = tipOf(pending);
      const isRead = isMine(author) || (seen?.get(author) ?? 0) >= prefix;
      if (isRead && compareHlc(clock, latest) > 0) latest = clock;
    }
    return latest;
  }

  /** Answers whether that is more than before. */
  advance(room: RoomKey, author: AuthorKey, seen: number): boolean {
    if (seen <= this.seen(room, author)) return false;
    this.#set(room, author, seen);
    return true;
  }

  /** This is to be told to my other devices. */
  queue(room: RoomKey, author: AuthorKey): void {
    this.#pending.set(room, (this.#pending.get(room) ?? new Set()).add(author));
  }

  get hasPending(): boolean {
    return this.#pending.size > 0;
  }

  /** What is to be told, once. */
  drain(): readonly SeenMark[] {
    const owed = [...this.#pending].flatMap(([room, authors]) =>
      [...authors].map((author) => {
        const seen = this.seen(room, author);
        return { room, author, seen, told: seen };
      }),
    );
    this.#pending.clear();
    return owed;
  }

  #set(room: RoomKey, author: AuthorKey, seen: number): void {
    const logs = this.#seen.get(room) ?? new Map<AuthorKey, number>();
    this.#seen.set(room, logs.set(author, seen));
  }
}
