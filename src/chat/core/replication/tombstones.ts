import type { Crypto } from '../../../../common/base/index.ts';
import { annotationOf, verifySingle, decodeContent, isAnchor } from '../../../../common/log/index.ts';
import type { AnnotationTarget, AuthorKey, Entry, EntryId, PagedEntry } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import { durableOf, type Conversation } from './conversation.ts';
import { ownerOf } from './log-owner.ts';
import { toFrames } from './frames.ts';
import type { EntryPolicy } from './policy.ts';
import type { Store } from '../ports.ts';

/** Entries of which one answer may say that they were deleted. */
const maxTombstones = 16_384;

interface Tombstone {
  /** Who deleted it. */
  readonly by: AuthorKey;
  /** The message that this was an edit of; absent for a message. */
  readonly of?: EntryId;
}

/**
 * What a peer has shown to be deleted, before it sends the entries without their bodies (W6: ENTRIES flagged `answer`
 * carry the DELETE entries, the last one the runs). A body is dispensed with only for a deletion that its author or the owner
 * has signed: so nobody can hide what others wrote by withholding it. Lives until the answer ends. For example: DELETE d for the
 * message m arrives first; then m is accepted without its body.
 */
export class Tombstones {
  readonly #certificates: AuthorCertificates;
  readonly #policy: Pick<EntryPolicy, 'deletionCounts'>;
  readonly #byId = new Map<EntryId, Tombstone[]>();

  constructor(certificates: AuthorCertificates, policy: Pick<EntryPolicy, 'deletionCounts'>) {
    this.#certificates = certificates;
    this.#policy = policy;
  }

  /** Takes a DELETE that stands for itself. */
  add(crypto: Pick<Crypto, 'sha256' | 'verify'>, conversation: Conversation, entry: Entry): void {
    const about = deletionIn(entry);
    const by = ownerOf(this.#certificates, conversation, entry)?.author;
    if (about === undefined || by === undefined || !verifySingle(crypto, entry.log, entry)) return;
    this.#add(about.entry, { by });
    for (const id of about.edits) if (id !== about.entry) this.#add(id, { by, of: about.entry });
  }

  /** What stands in for the body of this entry; undefined if nothing does. */
  of(conversation: Conversation, { id, device, log }: Pick<Entry, 'id' | 'device' | 'log'>): Tombstone | undefined {
    const known = this.#byId.get(id);
    const author = known && ownerOf(this.#certificates, conversation, { device, log })?.author;
    if (author === undefined) return undefined;
    return known?.find(({ by }) => counts(this.#certificates, this.#policy, conversation, { by, author }));
  }

  #add(id: EntryId, tombstone: Tombstone): void {
    if (this.#byId.size >= maxTombstones && !this.#byId.has(id)) return;
    this.#byId.set(id, [...(this.#byId.get(id) ?? []).slice(-7), tombstone]);
  }
}

type AuthorCertificates = Pick<Certificates, 'get' | 'identitiesOf'>;
type Deletion = Extract<AnnotationTarget, { kind: 'DELETE' }>;

const deletionIn = (entry: Entry): Deletion | undefined => {
  const about = entry.body === undefined ? undefined : annotationOf(entry, decodeContent(entry.body));
  return about?.kind === 'DELETE' ? about : undefined;
};

/** Whether a deletion by one author takes what another one wrote. */
const counts = (
  certificates: Pick<Certificates, 'get'>,
  policy: Pick<EntryPolicy, 'deletionCounts'>,
  conversation: Conversation,
  { by, author }: { readonly by: AuthorKey; readonly author: AuthorKey },
): boolean => {
  const certificate = certificates.get(by);
  return certificate !== undefined && policy.deletionCounts(conversation, certificate, certificates.get(author));
};

export interface CoveredAnswer {
  /** DELETE entries, frame by frame. */
  readonly deletions: readonly (readonly Entry[])[];
  /** What may be sent after them. */
  readonly entries: readonly Entry[];
}

/** The deletions that must go before these entries. Where none is known for a missing body, its log ends at the anchor before. */
export const tombstonesFor = (
  store: Pick<Store, 'find'>,
  certificates: AuthorCertificates,
  policy: Pick<EntryPolicy, 'deletionCounts'>,
  conversation: Conversation,
  entries: readonly Entry[],
): CoveredAnswer => {
  const bare = entries.filter(({ body }) => body === undefined);
  if (bare.length === 0) return { deletions: [], entries };
  const found = store.find({ room: conversation.room, deletionsOf: bare.map(({ id }) => id) });
  const deletions = durableOf(conversation, found).flatMap(deletionAndAuthor);
  const used = new Map<EntryId, Entry>();
  const covered = new Set<EntryId>();
  for (const entry of bare) {
    const { id } = entry;
    const author = ownerOf(certificates, conversation, entry)?.author;
    const deletion = deletions.find(
      ({ about, by }) =>
        (about.entry === id || about.edits.includes(id)) &&
        author !== undefined &&
        counts(certificates, policy, conversation, { by: by.author, author }),
    );
    if (deletion === undefined) continue;
    covered.add(id);
    used.set(deletion.by.entry.id, deletion.by.entry);
  }
  return { deletions: used.size === 0 ? [] : toFrames([...used.values()]), entries: complete(entries, covered) };
};

const deletionAndAuthor = (by: PagedEntry): { readonly about: Deletion; readonly by: PagedEntry }[] => {
  const about = deletionIn(by.entry);
  return about === undefined ? [] : [{ about, by }];
};

/** Without what lacks a body and an tombstone, and without what follows it in its log or shares its anchor. */
const complete = (entries: readonly Entry[], covered: ReadonlySet<EntryId>): readonly Entry[] => {
  const logs = Map.groupBy(entries, ({ log, device }) => log + device);
  return [...logs.values()].flatMap((log) => {
    const bad = log.findIndex(({ id, body }) => body === undefined && !covered.has(id));
    const good = bad === -1 ? log : log.slice(0, bad);
    return good.slice(0, good.findLastIndex(isAnchor) + 1);
  });
};
