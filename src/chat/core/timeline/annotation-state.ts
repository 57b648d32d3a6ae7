import { compareOrder, decodeContent } from '../../../../common/log/index.ts';
import {
  limits,
  type DeviceKey,
  type IdentityKey,
  type OrderKey,
  type PagedEntry,
  type Reaction,
  type StoredEntry,
  type Who,
} from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import { displayTime } from './display-time.ts';

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

/** What counts of the annotations about a message, in their order. Pure: everybody who holds the same annotations sees the same. */
export const resolveAnnotations = (
  certificates: Pick<Certificates, 'get'>,
  me: IdentityKey,
  message: StoredEntry,
  annotations: readonly PagedEntry[],
): AnnotationState => {
  const author = certificates.get(message.entry.device)?.identity;
  const known = annotations
    .toSorted((a, b) => compareOrder(a.order, b.order))
    .flatMap((stored): Annotation[] => {
      const certificate = certificates.get(stored.entry.device);
      if (certificate === undefined) return [];
      return [{ stored, who: { identity: certificate.identity, username: certificate.username } }];
    });
  const deleted = known.find(
    ({ stored: { about }, who }) => about?.kind === 'DELETE' && (about.owner || who.identity === author),
  )?.who;
  const edit = lastEdit(known.filter(({ who }) => who.identity === author));
  return {
    ...(edit === undefined ? {} : { edit }),
    ...(deleted === undefined ? {} : { deleted }),
    reactions: reactionsOf(known, me),
  };
};

/**
 * Of each device the newest in its log, of several devices the one with the latest signed clock. Unlike places in the order, both
 * never change once an edit is there: what was counted by it stays right.
 */
const lastEdit = (annotations: readonly Annotation[]): AnnotationState['edit'] => {
  const byDevice = new Map<DeviceKey, StoredEntry>();
  for (const { stored } of annotations) {
    const { about, entry } = stored;
    const before = byDevice.get(entry.device);
    if (about?.kind === 'EDIT' && (before?.entry.seq ?? -1) < entry.seq) byDevice.set(entry.device, stored);
  }
  const last = [...byDevice.values()].toSorted((a, b) => compareOrder(signedOrder(a), signedOrder(b))).at(-1);
  const body = last?.entry.body === undefined ? undefined : decodeContent(last.entry.body);
  if (last === undefined || body?.kind !== 'EDIT') return undefined;
  return { content: body.content, mentions: body.mentions ?? [], at: displayTime(last) };
};

const signedOrder = ({ entry: { clock, device, seq } }: StoredEntry): OrderKey => ({ clock, device, seq });

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
