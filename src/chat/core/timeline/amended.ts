import { AppError, attempt } from '../../../../common/base/index.ts';
import { compareHlc, decodeContent } from '../../../../common/log/index.ts';
import type { Certificate, EntryId, StoredEntry, UnreadMark } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Store } from '../ports.ts';
import type { Rereads } from './rereads.ts';
import { toLine, type Looked, type Rows } from './rows.ts';
import type { Amendment, ChatEvent } from '../../../../common/protocol/chat/index.ts';

/** Entries that something was said about before they came. */
const maxAwaited = 10_000;

/** What was said about each entry. */
type Words = ReadonlyMap<EntryId, readonly StoredEntry[]>;

interface AmendedParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'find'>;
  readonly certificates: Certificates;
  readonly rows: Rows;
  readonly rereads: Rereads;
}

export interface AmendedEvents {
  emit(event: ChatEvent): void;
  /** How much of it is unread may be different now. */
  onUnread(conversation: Conversation): void;
  /** My device has edited a message, and nobody who deleted it knew. */
  onLeftOver(conversation: Conversation, message: EntryId): void;
}

/** Tells of lines that edits, deletions and reactions have changed, once those may be shown. */
export class Amended {
  readonly #parts: AmendedParts;
  readonly #events: AmendedEvents;
  readonly #awaited = new Set<EntryId>();

  constructor(parts: AmendedParts, events: AmendedEvents) {
    this.#parts = parts;
    this.#events = events;
  }

  /** What was loaded as unread counts as it stands now. */
  begin(conversation: Conversation, unread: readonly UnreadMark[]): void {
    const { store, rows, rereads } = this.#parts;
    const looked = attempt(() =>
      rows.look(conversation, store.find({ room: conversation.room, places: unread }).map(toLine)),
    );
    if (looked instanceof AppError)
      return rereads.failed(looked, unread.length, () => this.begin(conversation, unread));
    for (const one of looked) this.settle(conversation, one);
  }

  /** Something was said about the entry before it came; or may have been, before the program started, and lies on disk. */
  isAwaited({ diskClock: loadedTo }: Conversation, { kind, entry }: StoredEntry): boolean {
    return this.#awaited.has(entry.id) || (kind === 'content' && compareHlc(entry.clock, loadedTo) < 0);
  }

  /** These may be shown now. */
  onShown(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const words = Map.groupBy(
      entries.filter(({ about }) => about !== undefined),
      ({ about }) => about?.entry as EntryId,
    );
    // told before it was known that there is more to say
    const late = entries.map(({ entry }) => entry.id).filter((id) => this.#awaited.delete(id));
    const ids = [...new Set([...words.keys(), ...late])];
    if (ids.length > 0) this.#look(conversation, ids, words);
  }

  #look(conversation: Conversation, ids: readonly EntryId[], words: Words): void {
    const { store, rows, rereads } = this.#parts;
    const looked = attempt(() => {
      const found = store.find({ room: conversation.room, ids });
      const held = new Set(found.map(({ entry }) => entry.id));
      for (const id of ids) if (!held.has(id)) this.#expect(id);
      return rows.look(conversation, found.filter(({ kind }) => kind === 'content').map(toLine));
    });
    if (looked instanceof AppError)
      return rereads.failed(looked, ids.length, () => this.#look(conversation, ids, words));
    for (const one of looked) this.#tell(conversation, one, words.get(one.line.stored.entry.id));
  }

  /** What is unread, and whether it calls me, follows how the message stands now. */
  settle(conversation: Conversation, { line: { stored }, row, standing }: Looked): void {
    const { me } = this.#parts;
    const { device, seq } = stored.entry;
    if (row.own || (standing.edit === undefined && row.kind !== 'deleted')) return;
    const isUnread = conversation.unread.remove(device, seq);
    const mention = row.kind === 'message' && (standing.edit?.mentions.includes(me.identity) ?? stored.mention);
    if (isUnread && row.kind === 'message') conversation.unread.add(device, seq, mention);
    if (isUnread) this.#events.onUnread(conversation);
  }

  /** Without words: it is told again only. */
  #tell(conversation: Conversation, looked: Looked, words: readonly StoredEntry[] = []): void {
    const { me } = this.#parts;
    const { row, line } = looked;
    this.settle(conversation, looked);
    const amendments = words.flatMap((word) => this.#amendment(looked, word));
    if (words.length > 0 && amendments.length === 0) return;
    const { device } = line.stored.entry;
    const said = amendments.length > 0 && { amendments };
    this.#events.emit({ type: 'row', room: conversation.room, row, device, live: false, again: true, ...said });
    const isMine = words.some(({ about, entry }) => about?.act === 'edit' && entry.device === me.device);
    if (row.kind === 'deleted' && (row.own || isMine)) this.#events.onLeftOver(conversation, line.stored.entry.id);
  }

  /** What a word did; nothing if its author may not. */
  #amendment({ row }: Looked, { entry, about }: StoredEntry): Amendment[] {
    const author = this.#parts.certificates.get(entry.device);
    if (author === undefined || about === undefined) return [];
    const by = { identity: author.identity, username: author.username };
    const isAuthor = author.identity === row.author.identity;
    switch (about.act) {
      case 'edit':
        return isAuthor && row.kind !== 'deleted' ? [{ act: 'edit', by }] : [];
      case 'delete':
        return isAuthor || about.owner ? [{ act: 'delete', by }] : [];
      case 'react': {
        const body = entry.body === undefined ? undefined : decodeContent(entry.body);
        if (body?.kind !== 'REACT' || row.kind === 'deleted') return [];
        return [{ act: 'react', by, emoji: body.emoji, on: body.on }];
      }
    }
  }

  #expect(id: EntryId): void {
    this.#awaited.add(id);
    if (this.#awaited.size <= maxAwaited) return;
    for (const oldest of this.#awaited) return void this.#awaited.delete(oldest);
  }
}
