import { AppError, attempt, BoundedSet, type Disposable, type Env } from '../../../../common/base/index.ts';
import { compareHlc, decodeContent } from '../../../../common/log/index.ts';
import { annotatorOf } from '../../../../common/membership/index.ts';
import type {
  Certificate,
  EntryId,
  Loaded,
  PagedEntry,
  StoredEntry,
  UnreadMark,
} from '../../../../common/model/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Projection } from '../replication/projection.ts';
import type { UnreadCounts } from '../own-devices/unread-counts.ts';
import type { Store } from '../ports.ts';
import type { ReadRetries } from './read-retries.ts';
import type { BuiltRow, RowBuilder } from './row-builder.ts';
import type { Amendment, ChatEvent, StateChange } from '../../../../common/protocol/chat/index.ts';

/** Entries that something was said about before they came. */
const maxAwaited = 10_000;

/** What was said about each entry. */
type AnnotationsByEntry = ReadonlyMap<EntryId, readonly StoredEntry[]>;

/** Unread messages that are looked up at once when the program starts, and then a turn. */
const marksPerTurn = 256;

interface AnnotationEventsParts {
  readonly env: Pick<Env, 'turn'>;
  readonly me: Certificate;
  readonly store: Pick<Store, 'find'>;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly conversations: Conversations;
  readonly unread: UnreadCounts;
  readonly rowBuilder: RowBuilder;
  readonly retries: ReadRetries;
  readonly emit: (event: ChatEvent) => void;
  readonly onChanged: (change: StateChange) => void;
  /** My device has edited a message, and nobody who deleted it knew. */
  readonly onLateEdits: (conversation: Conversation, message: EntryId) => void;
}

/** Emits `row` events for rows that edits, deletions and reactions have changed, once those may be shown. */
export class AnnotationEvents implements Projection, Disposable {
  readonly #parts: AnnotationEventsParts;
  readonly #awaited = new BoundedSet<EntryId>(maxAwaited);
  /** Loaded as unread, and edited: how they stand now is still to be looked up. */
  #edited: readonly UnreadMark[] = [];
  #turn: Disposable | undefined;

  constructor(parts: AnnotationEventsParts) {
    this.#parts = parts;
  }

  load({ unread }: Pick<Loaded, 'unread'>): void {
    this.#edited = unread.filter(({ edited }) => edited);
    this.#settleSome();
  }

  /** What stands aside says nothing yet, but a deletion acts at once. */
  written(conversation: Conversation, received: readonly PagedEntry[]): void {
    this.#onShown(
      conversation,
      received.filter(({ aside, about }) => aside !== 'hidden' || about?.kind === 'DELETE'),
    );
  }

  cameOut(conversation: Conversation, entries: readonly PagedEntry[]): void {
    this.#onShown(conversation, entries);
  }

  durable(conversation: Conversation, _: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    this.#onShown(conversation, own);
  }

  dispose(): void {
    this.#turn?.dispose();
  }

  #settleSome(): void {
    const some = this.#edited.slice(0, marksPerTurn);
    this.#edited = this.#edited.slice(marksPerTurn);
    for (const [room, marks] of Map.groupBy(some, (mark) => mark.room)) {
      const conversation = this.#parts.conversations.get(room);
      if (conversation !== undefined) this.#settleStored(conversation, marks);
    }
    if (this.#edited.length > 0) this.#turn = this.#parts.env.turn(() => this.#settleSome());
  }

  #settleStored(conversation: Conversation, marks: readonly UnreadMark[]): void {
    const { store, rowBuilder, retries } = this.#parts;
    const built = attempt(() => rowBuilder.build(conversation, store.find({ room: conversation.room, places: marks })));
    if (built instanceof AppError)
      return retries.retry(built, marks.length, () => this.#settleStored(conversation, marks));
    for (const one of built) this.settle(conversation, one);
  }

  /** Something was said about the entry before it came; or may have been, before the program started, and lies on disk. */
  isAwaited({ diskClock }: Conversation, { kind, entry }: StoredEntry): boolean {
    return this.#awaited.has(entry.id) || (kind === 'content' && compareHlc(entry.clock, diskClock) < 0);
  }

  /** These may be shown now. */
  #onShown(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const annotations = Map.groupBy(
      entries.filter(({ about }) => about !== undefined),
      ({ about }) => about?.entry as EntryId,
    );
    // their rows were emitted before their annotations came
    const late = entries.map(({ entry }) => entry.id).filter((id) => this.#awaited.delete(id));
    const ids = [...new Set([...annotations.keys(), ...late])];
    if (ids.length > 0) this.#resolve(conversation, ids, annotations);
  }

  #resolve(conversation: Conversation, ids: readonly EntryId[], annotations: AnnotationsByEntry): void {
    const { store, rowBuilder, retries } = this.#parts;
    const built = attempt(() => {
      const found = store.find({ room: conversation.room, ids });
      const held = new Set(found.map(({ entry }) => entry.id));
      for (const id of ids) if (!held.has(id)) this.#awaited.add(id);
      return rowBuilder.build(
        conversation,
        found.filter(({ kind }) => kind === 'content'),
      );
    });
    if (built instanceof AppError)
      return retries.retry(built, ids.length, () => this.#resolve(conversation, ids, annotations));
    for (const one of built) this.#emitUpdate(conversation, one, annotations.get(one.stored.entry.id));
  }

  /** What is unread, and whether it calls me, follows how the message stands now. */
  settle(conversation: Conversation, { stored, row, state }: BuiltRow): void {
    const { me, unread, onChanged } = this.#parts;
    const {
      author,
      entry: { seq },
    } = stored;
    if (row.own || (state.edit === undefined && row.kind !== 'deleted')) return;
    const mention = state.edit?.mentions.includes(me.identity) ?? stored.mention;
    const isUnread =
      row.kind === 'message'
        ? unread.edited(conversation.room, author, seq, mention)
        : unread.removed(conversation.room, author, seq);
    if (isUnread) onChanged({ rooms: [conversation.room] });
  }

  /** Without annotations the row is emitted again, and no more is said. */
  #emitUpdate(conversation: Conversation, built: BuiltRow, annotations: readonly StoredEntry[] = []): void {
    const { me } = this.#parts;
    const { row, stored } = built;
    this.settle(conversation, built);
    const amendments = annotations.flatMap((annotation) => this.#amendment(conversation, built, annotation));
    if (annotations.length > 0 && amendments.length === 0) return;
    const { device } = stored.entry;
    const said = amendments.length > 0 && { amendments };
    this.#parts.emit({ type: 'row', room: conversation.room, row, device, live: false, again: true, ...said });
    const isMine = annotations.some(({ about, author }) => about?.kind === 'EDIT' && author === me.author);
    if (row.kind === 'deleted' && (row.own || isMine)) this.#parts.onLateEdits(conversation, stored.entry.id);
  }

  /** What an annotation did; nothing if its author may not. */
  #amendment(conversation: Conversation, { row, stored: message }: BuiltRow, annotation: StoredEntry): Amendment[] {
    const { certificates, memberships } = this.#parts;
    const owner = memberships.owner(conversation);
    const by = annotatorOf({ owner, whoIs: (author) => certificates.get(author) }, message, annotation);
    const { about, entry } = annotation;
    if (by === undefined || about === undefined) return [];
    if (about.kind === 'DELETE') return [{ kind: 'DELETE', by }];
    if (row.kind === 'deleted') return [];
    if (about.kind === 'EDIT') return [{ kind: 'EDIT', by }];
    const body = entry.body === undefined ? undefined : decodeContent(entry.body);
    return body?.kind === 'REACT' ? [{ kind: 'REACT', by, emoji: body.emoji, on: body.on }] : [];
  }
}
