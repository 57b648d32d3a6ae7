import { AppError, attempt } from '../../../../common/base/index.ts';
import { compareHlc, decodeContent } from '../../../../common/log/index.ts';
import type { Certificate, EntryId, StoredEntry, UnreadMark } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Store } from '../ports.ts';
import type { ReadRetries } from './read-retries.ts';
import { toLine, type BuiltRow, type RowBuilder } from './row-builder.ts';
import type { Amendment, ChatEvent } from '../../../../common/protocol/chat/index.ts';

/** Entries that something was said about before they came. */
const maxAwaited = 10_000;

/** What was said about each entry. */
type AnnotationsByEntry = ReadonlyMap<EntryId, readonly StoredEntry[]>;

interface AnnotationEventsParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'find'>;
  readonly certificates: Certificates;
  readonly rowBuilder: RowBuilder;
  readonly retries: ReadRetries;
}

export interface AnnotationOutcomes {
  emit(event: ChatEvent): void;
  /** How much of it is unread may be different now. */
  onUnread(conversation: Conversation): void;
  /** My device has edited a message, and nobody who deleted it knew. */
  onLateEdits(conversation: Conversation, message: EntryId): void;
}

/** Tells of lines that edits, deletions and reactions have changed, once those may be shown. */
export class AnnotationEvents {
  readonly #parts: AnnotationEventsParts;
  readonly #events: AnnotationOutcomes;
  readonly #awaited = new Set<EntryId>();

  constructor(parts: AnnotationEventsParts, events: AnnotationOutcomes) {
    this.#parts = parts;
    this.#events = events;
  }

  /** What was loaded as unread counts as it stands now. */
  begin(conversation: Conversation, unread: readonly UnreadMark[]): void {
    const { store, rowBuilder, retries } = this.#parts;
    const built = attempt(() =>
      rowBuilder.build(conversation, store.find({ room: conversation.room, places: unread }).map(toLine)),
    );
    if (built instanceof AppError) return retries.retry(built, unread.length, () => this.begin(conversation, unread));
    for (const one of built) this.settle(conversation, one);
  }

  /** Something was said about the entry before it came; or may have been, before the program started, and lies on disk. */
  isAwaited({ diskClock: loadedTo }: Conversation, { kind, entry }: StoredEntry): boolean {
    return this.#awaited.has(entry.id) || (kind === 'content' && compareHlc(entry.clock, loadedTo) < 0);
  }

  /** These may be shown now. */
  onShown(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const annotations = Map.groupBy(
      entries.filter(({ about }) => about !== undefined),
      ({ about }) => about?.entry as EntryId,
    );
    // told before it was known that there is more to say
    const late = entries.map(({ entry }) => entry.id).filter((id) => this.#awaited.delete(id));
    const ids = [...new Set([...annotations.keys(), ...late])];
    if (ids.length > 0) this.#resolve(conversation, ids, annotations);
  }

  #resolve(conversation: Conversation, ids: readonly EntryId[], annotations: AnnotationsByEntry): void {
    const { store, rowBuilder, retries } = this.#parts;
    const built = attempt(() => {
      const found = store.find({ room: conversation.room, ids });
      const held = new Set(found.map(({ entry }) => entry.id));
      for (const id of ids) if (!held.has(id)) this.#awaitEntry(id);
      return rowBuilder.build(conversation, found.filter(({ kind }) => kind === 'content').map(toLine));
    });
    if (built instanceof AppError)
      return retries.retry(built, ids.length, () => this.#resolve(conversation, ids, annotations));
    for (const one of built) this.#emitUpdate(conversation, one, annotations.get(one.line.stored.entry.id));
  }

  /** What is unread, and whether it calls me, follows how the message stands now. */
  settle(conversation: Conversation, { line: { stored }, row, state }: BuiltRow): void {
    const { me } = this.#parts;
    const { device, seq } = stored.entry;
    if (row.own || (state.edit === undefined && row.kind !== 'deleted')) return;
    const isUnread = conversation.unread.remove(device, seq);
    const mention = row.kind === 'message' && (state.edit?.mentions.includes(me.identity) ?? stored.mention);
    if (isUnread && row.kind === 'message') conversation.unread.add(device, seq, mention);
    if (isUnread) this.#events.onUnread(conversation);
  }

  /** Without annotations: it is told again only. */
  #emitUpdate(conversation: Conversation, built: BuiltRow, annotations: readonly StoredEntry[] = []): void {
    const { me } = this.#parts;
    const { row, line } = built;
    this.settle(conversation, built);
    const amendments = annotations.flatMap((annotation) => this.#amendment(built, annotation));
    if (annotations.length > 0 && amendments.length === 0) return;
    const { device } = line.stored.entry;
    const said = amendments.length > 0 && { amendments };
    this.#events.emit({ type: 'row', room: conversation.room, row, device, live: false, again: true, ...said });
    const isMine = annotations.some(({ about, entry }) => about?.act === 'edit' && entry.device === me.device);
    if (row.kind === 'deleted' && (row.own || isMine)) this.#events.onLateEdits(conversation, line.stored.entry.id);
  }

  /** What a annotation did; nothing if its author may not. */
  #amendment({ row }: BuiltRow, { entry, about }: StoredEntry): Amendment[] {
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

  #awaitEntry(id: EntryId): void {
    this.#awaited.add(id);
    if (this.#awaited.size <= maxAwaited) return;
    for (const oldest of this.#awaited) return void this.#awaited.delete(oldest);
  }
}
