import { compareOrder, decodeContent, displayTime } from '../log/index.ts';
import {
  limits,
  type Certificate,
  type AuthorKey,
  type IdentityKey,
  type OrderKey,
  type PagedEntry,
  type Reaction,
  type StoredEntry,
  type Who,
} from '../model/index.ts';
import { annotationCounts } from './access-policy.ts';

/** Names of a reaction that are told. */
const maxNames = 20;

/** How a message stands after all that was said about it. */
export interface AnnotationState {
  /** What it says now, in place of what it said. */
  readonly edit?: { readonly content: string; readonly mentions: readonly IdentityKey[]; readonly at: number };
  /** Who deleted it first. */
  readonly deleted?: Who;
  readonly reactions: readonly Reaction[];
}

export const noAnnotations: AnnotationState = { reactions: [] };

interface Annotation {
  readonly stored: PagedEntry;
  readonly who: Who & { readonly identity: IdentityKey };
}

/** By whom, and of whom, all this is. */
export interface Annotators {
  readonly me: IdentityKey;
  /** Of the room, if it has one. */
  readonly owner: IdentityKey | undefined;
  whoIs(author: AuthorKey): Certificate | undefined;
}

/** What counts of the annotations of a message, in their order. Pure: everybody who holds the same annotations sees the same. */
export const resolveAnnotations = (
  annotators: Annotators,
  message: StoredEntry,
  annotations: readonly PagedEntry[],
): AnnotationState => {
  const counting = annotations
    .toSorted((a, b) => compareOrder(a.order, b.order))
    .flatMap((stored) => annotationOf(annotators, message, stored) ?? []);
  const deleted = counting.find(({ stored: { about } }) => about?.kind === 'DELETE')?.who;
  const edit = lastEdit(counting);
  return {
    ...(edit === undefined ? {} : { edit }),
    ...(deleted === undefined ? {} : { deleted }),
    reactions: reactionsOf(counting, annotators.me),
  };
};

/** Who wrote it, if it counts. */
export const annotatorOf = (
  { owner, whoIs }: Omit<Annotators, 'me'>,
  message: Pick<StoredEntry, 'author'>,
  { about, author: annotator }: StoredEntry,
): Annotation['who'] | undefined => {
  const by = whoIs(annotator);
  if (by === undefined || about === undefined) return undefined;
  const author = whoIs(message.author)?.identity;
  const { identity, username } = by;
  return annotationCounts(about.kind, identity, { author, owner }) ? { identity, username } : undefined;
};

const annotationOf = (annotators: Annotators, message: StoredEntry, stored: PagedEntry): Annotation | undefined => {
  const who = annotatorOf(annotators, message, stored);
  return who && { stored, who };
};

/**
 * Of each device the newest in its log, of several devices the one with the latest signed clock. Unlike places in the order, both
 * never change once an edit is there: what was counted by it stays right.
 */
const lastEdit = (annotations: readonly Annotation[]): AnnotationState['edit'] => {
  const newest = new Map<AuthorKey, StoredEntry>();
  for (const { stored } of annotations) {
    const { about, author, entry } = stored;
    const before = newest.get(author);
    if (about?.kind === 'EDIT' && (before?.entry.seq ?? -1) < entry.seq) newest.set(author, stored);
  }
  const last = [...newest.values()].toSorted((a, b) => compareOrder(signedOrder(a), signedOrder(b))).at(-1);
  const body = last?.entry.body === undefined ? undefined : decodeContent(last.entry.body);
  if (last === undefined || body?.kind !== 'EDIT') return undefined;
  return { content: body.content, mentions: body.mentions ?? [], at: displayTime(last) };
};

const signedOrder = ({ author, entry: { clock, seq } }: StoredEntry): OrderKey => ({ clock, author, seq });

/** The last annotation of each person on each emoji counts; of one person the first few, and first what was used first. */
const reactionsOf = (annotations: readonly Annotation[], me: IdentityKey): readonly Reaction[] => {
  const last = new Map<string, Annotation & { readonly emoji: string }>();
  for (const annotation of annotations) {
    const { body } = annotation.stored.entry;
    const read = body === undefined ? undefined : decodeContent(body);
    if (read?.kind !== 'REACT') continue;
    const key = annotation.who.identity + read.emoji;
    last.delete(key);
    if (read.on) last.set(key, { ...annotation, emoji: read.emoji });
  }
  const each = Map.groupBy(last.values(), ({ who }) => who.identity);
  const counted = new Set([...each.values()].flatMap((mine) => mine.slice(0, limits.emojiPerPerson)));
  const byEmoji = Map.groupBy(
    [...last.values()].filter((annotation) => counted.has(annotation)),
    ({ emoji }) => emoji,
  );
  return [...byEmoji].slice(0, limits.emojiShown).map(([emoji, those]) => ({
    emoji,
    count: those.length,
    users: those.slice(0, maxNames).map(({ who }) => who.username),
    mine: those.some(({ who }) => who.identity === me),
  }));
};
