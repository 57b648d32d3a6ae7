import { BoundedMap } from '../../../../common/base/index.ts';
import { decodeContent } from '../../../../common/log/index.ts';
import { noAnnotations, type AnnotationState } from '../../../../common/membership/index.ts';
import type { EntryId, PagedEntry, Quote, RoomKey, StoredEntry } from '../../../../common/model/index.ts';
import { quoteOf, type Quotable } from '../../../../common/text/index.ts';
import type { Certificates } from '../replication/certificates.ts';

/** Beginnings kept in memory, of all conversations together. */
const maxKnown = 2000;
/** Missing messages that replies wait for, and replies to each of them. */
const maxWaiting = 200;
const waitingPerMessage = 10;

interface Known {
  readonly room: RoomKey;
  readonly message: Quotable;
  /** Made when a reply first wants it: few messages are answered. */
  quote?: Quote;
}

/** What replies answer: the beginnings of messages met lately, and who waits for one that is not held yet. */
export class Quotes {
  readonly #certificates: Certificates;
  readonly #known = new BoundedMap<EntryId, Known>(maxKnown);
  readonly #waiting = new BoundedMap<EntryId, readonly PagedEntry[]>(maxWaiting);

  constructor(certificates: Certificates) {
    this.#certificates = certificates;
  }

  /** Undefined if it must be looked up. An entry of another conversation is never quoted. */
  get(room: RoomKey, id: EntryId): Quote | undefined {
    const known = this.#known.get(id);
    return known?.room === room ? (known.quote ??= quoteOf(known.message)) : undefined;
  }

  /** As it stands now. */
  learn(
    { room, kind, author: key, entry, about }: StoredEntry,
    { edit, deleted }: AnnotationState = noAnnotations,
  ): void {
    const author = this.#certificates.get(key);
    if (kind !== 'content' || about !== undefined || author === undefined) return;
    const body = entry.body === undefined ? undefined : decodeContent(entry.body);
    const message: Quotable = {
      id: entry.id,
      kind: deleted === undefined && entry.body !== undefined ? 'message' : 'deleted',
      author: { identity: author.identity, username: author.username },
      ...(body?.kind === 'MESSAGE' && { content: edit?.content ?? body.content }),
    };
    this.#known.set(entry.id, { room, message });
  }

  /** The entry is not held: whoever shows the reply will be told when it comes. */
  wait(id: EntryId, reply: PagedEntry): void {
    const others = (this.#waiting.get(id) ?? []).filter(({ entry }) => entry.id !== reply.entry.id);
    this.#waiting.set(id, [...others.slice(1 - waitingPerMessage), reply]);
  }

  /** The replies that waited for this entry. */
  takeWaiting({ room, entry }: StoredEntry): readonly PagedEntry[] {
    const replies = this.#waiting.get(entry.id)?.filter((reply) => reply.room === room) ?? [];
    if (replies.length > 0) this.#waiting.delete(entry.id);
    return replies;
  }
}
