import { decodeContent } from '../../../common/log/index.ts';
import type { EntryId, OrderKey, RoomKey, StoredEntry } from '../../../common/model/index.ts';
import type { Quote } from '../../../common/protocol/view/index.ts';
import type { Certificates } from './certificates.ts';

/** Beginnings kept in memory, of all conversations together. */
const knownMost = 2000;
/** Missing messages that replies wait for, and replies to each of them. */
const waitingMost = 200;
const waitingEach = 10;
/** Characters of a beginning. */
const beginningMost = 200;

/** A reply that was shown, and where. */
interface Reply {
  readonly stored: StoredEntry;
  readonly order: OrderKey;
}

/** What replies answer: the beginnings of messages met lately, and who waits for one that is not held yet. */
export class Quotes {
  readonly #certificates: Certificates;
  readonly #known = new Map<EntryId, { readonly room: RoomKey; readonly quote: Quote }>();
  readonly #waiting = new Map<EntryId, Reply[]>();

  constructor(certificates: Certificates) {
    this.#certificates = certificates;
  }

  /** Undefined if it must be looked up. An entry of another conversation is never quoted. */
  get(room: RoomKey, id: EntryId): Quote | undefined {
    const known = this.#known.get(id);
    return known?.room === room ? known.quote : undefined;
  }

  learn({ room, kind, entry }: StoredEntry): void {
    const author = this.#certificates.get(entry.device);
    if (kind !== 'content' || author === undefined) return;
    const content = entry.body === undefined ? undefined : decodeContent(entry.body)?.content;
    const quote = {
      id: entry.id,
      author: { identity: author.identity, username: author.username },
      ...(content === undefined ? {} : { content: beginning(content) }),
    };
    this.#known.delete(entry.id);
    this.#known.set(entry.id, { room, quote });
    if (this.#known.size > knownMost) dropFirst(this.#known);
  }

  /** The entry is not held: whoever shows the reply will be told when it comes. */
  wait(id: EntryId, reply: Reply): void {
    const others = (this.#waiting.get(id) ?? []).filter(({ stored }) => stored.entry.id !== reply.stored.entry.id);
    this.#waiting.set(id, [...others.slice(1 - waitingEach), reply]);
    if (this.#waiting.size > waitingMost) dropFirst(this.#waiting);
  }

  /** The replies that waited for this entry. */
  arrived({ room, entry }: StoredEntry): readonly Reply[] {
    const replies = this.#waiting.get(entry.id)?.filter(({ stored }) => stored.room === room) ?? [];
    if (replies.length > 0) this.#waiting.delete(entry.id);
    return replies;
  }
}

const dropFirst = (map: Map<EntryId, unknown>): void => {
  for (const first of map.keys()) {
    map.delete(first);
    return;
  }
};

/** The first line that says something, not a fence of code. */
const beginning = (content: string): string => {
  const lines = content.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^(?:`{3}|~{3})/.test(line)) ?? lines.find((line) => line !== '');
  // twice as many units as characters at most: what is cut there, before the exact cut, is never half shown
  return Array.from((first ?? '').slice(0, 2 * beginningMost))
    .slice(0, beginningMost)
    .join('');
};
