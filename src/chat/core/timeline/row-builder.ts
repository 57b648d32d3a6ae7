import { AppError, attempt } from '../../../../common/base/index.ts';
import { decodeContent, decodeControl, orderText, displayTime } from '../../../../common/log/index.ts';
import { noAnnotations, resolveAnnotations, type AnnotationState } from '../../../../common/membership/index.ts';
import type {
  Certificate,
  EntryId,
  IdentityKey,
  PagedEntry,
  Row,
  StoredEntry,
  Who,
} from '../../../../common/model/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Deliveries } from './deliveries.ts';
import type { Store } from '../ports.ts';
import type { Quotes } from './quotes.ts';

/** The row of an entry, with all that was said about it. */
export interface BuiltRow {
  readonly stored: PagedEntry;
  readonly state: AnnotationState;
  readonly row: Row;
}

interface RowBuilderParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'find' | 'about'>;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly deliveries: Deliveries;
  readonly quotes: Quotes;
}

/** Turns entries into the lines of a conversation. What says nothing to a reader, or only about another entry, gives no line. */
export class RowBuilder {
  readonly #parts: RowBuilderParts;

  constructor(parts: RowBuilderParts) {
    this.#parts = parts;
  }

  /** As much as is in memory. */
  buildCached(conversation: Conversation, stored: PagedEntry, state = noAnnotations): Row | undefined {
    const { me, certificates, deliveries } = this.#parts;
    const { entry, viaCatchUp, order } = stored;
    const author = certificates.get(stored.author);
    const said = stored.kind === 'content' ? this.#content(conversation, stored, state) : control(stored);
    if (author === undefined || said === undefined) return undefined;
    const own = author.identity === me.identity;
    return {
      id: entry.id,
      order: orderText(order),
      ...said,
      author: { identity: author.identity, username: author.username },
      own,
      at: displayTime(stored),
      ...(viaCatchUp ? { viaCatchUp } : {}),
      ...this.#lateArrival(stored),
      ...(own && said.kind === 'message' ? { delivery: deliveries.of(conversation, stored) } : {}),
    };
  }

  /**
   * With what was said about them and what they answer, looked up at once for all of them. Those that answer what is not held wait
   * for it. Throws AppError if it cannot be read.
   */
  build(conversation: Conversation, entries: readonly PagedEntry[]): readonly BuiltRow[] {
    const contents = entries.filter(({ kind }) => kind === 'content');
    return this.#lookUp(
      conversation,
      entries,
      contents.map(({ entry }) => entry.id),
    );
  }

  /** The same for lines so new that nothing can have been said about them: as much as can be read. */
  buildNew(conversation: Conversation, entries: readonly PagedEntry[]): readonly BuiltRow[] {
    const built = attempt(() => this.#lookUp(conversation, entries, []));
    return built instanceof AppError ? this.#buildAll(conversation, entries, new Map()) : built;
  }

  #lookUp(conversation: Conversation, entries: readonly PagedEntry[], mine: readonly EntryId[]): readonly BuiltRow[] {
    const { quotes, store } = this.#parts;
    const { room } = conversation;
    const quoted = [...new Set(entries.flatMap((stored) => answered(stored) ?? []))].filter(
      (id) => quotes.get(room, id) === undefined,
    );
    const ids = [...new Set([...mine, ...quoted])];
    if (ids.length === 0) return this.#buildAll(conversation, entries, new Map());
    const found = quoted.length === 0 ? [] : store.find({ room, ids: quoted });
    const annotations = Map.groupBy(store.about({ room, ids }), ({ about }) => about?.entry);
    for (const stored of found) quotes.learn(stored, this.#stateOf(conversation, stored, annotations));
    return this.#buildAll(conversation, entries, annotations);
  }

  #buildAll(
    conversation: Conversation,
    entries: readonly PagedEntry[],
    annotations: ReadonlyMap<EntryId | undefined, readonly PagedEntry[]>,
  ): readonly BuiltRow[] {
    const { quotes } = this.#parts;
    const states = entries.map((stored) => this.#stateOf(conversation, stored, annotations));
    for (const [i, stored] of entries.entries()) quotes.learn(stored, states[i] ?? noAnnotations);
    return entries.flatMap((stored, i) => {
      const state = states[i] ?? noAnnotations;
      const id = answered(stored);
      if (id !== undefined && quotes.get(conversation.room, id) === undefined) quotes.wait(id, stored);
      const row = this.buildCached(conversation, stored, state);
      return row === undefined ? [] : [{ stored, state, row }];
    });
  }

  #stateOf(
    conversation: Conversation,
    stored: StoredEntry,
    annotations: ReadonlyMap<EntryId | undefined, readonly PagedEntry[]>,
  ): AnnotationState {
    const { certificates, me, memberships } = this.#parts;
    const mine = annotations.get(stored.entry.id);
    if (mine === undefined) return noAnnotations;
    const owner = memberships.owner(conversation);
    return resolveAnnotations({ me: me.identity, owner, whoIs: (author) => certificates.get(author) }, stored, mine);
  }

  #content(conversation: Conversation, { entry, about }: StoredEntry, state: AnnotationState): Said | undefined {
    if (about !== undefined) return undefined;
    const body = entry.body === undefined ? undefined : decodeContent(entry.body);
    if (body?.kind === 'CLOCK') return undefined;
    const { deleted, edit, reactions } = state;
    // without a body it was taken in only because a deletion was shown
    if (deleted !== undefined || entry.body === undefined) return { kind: 'deleted', ...(deleted && { deleted }) };
    const touched = reactions.length > 0 && { reactions };
    if (body?.kind !== 'MESSAGE') return { kind: 'unreadable', ...touched };
    const { replyTo } = body;
    const { content, mentions = [] } = edit ?? body;
    const known = [...new Set(mentions)].flatMap((identity) => this.#who(conversation, identity) ?? []);
    return {
      kind: 'message',
      content,
      ...(edit && { edited: edit.at }),
      ...(replyTo && { quote: this.#parts.quotes.get(conversation.room, replyTo) ?? { id: replyTo } }),
      ...(known.length > 0 && { mentions: known }),
      ...touched,
    };
  }

  #lateArrival({ deliveredBy, received }: StoredEntry): Pick<Row, 'lateArrival'> {
    const by = deliveredBy && this.#parts.certificates.get(deliveredBy);
    if (by === undefined) return {};
    const { identity, username } = by;
    return { lateArrival: { at: received, deliveredBy: { identity, username } } };
  }

  #who(conversation: Conversation, identity: IdentityKey): Who | undefined {
    const { certificates, memberships } = this.#parts;
    const [author] = certificates.authorsOf(identity);
    const known = author === undefined ? undefined : certificates.get(author)?.username;
    const username = memberships.members(conversation).get(identity) ?? known;
    return username === undefined ? undefined : { identity, username };
  }
}

/** What a reply answers. */
export const answered = ({ kind, entry }: StoredEntry): EntryId | undefined => {
  const body = kind === 'content' && entry.body !== undefined ? decodeContent(entry.body) : undefined;
  return body?.kind === 'MESSAGE' ? body.replyTo : undefined;
};

type Said = Pick<Row, 'kind' | 'content' | 'quote' | 'mentions' | 'edited' | 'deleted' | 'reactions'>;

const lines = { GENESIS: 'created', JOIN: 'joined', LEAVE: 'left', CLOSE: 'closed' } as const;

const control = ({ entry }: StoredEntry): Said | undefined => {
  const body = entry.body === undefined ? undefined : decodeControl(entry.body);
  if (body === undefined || !(body.kind in lines)) return undefined;
  return { kind: lines[body.kind as keyof typeof lines] };
};
