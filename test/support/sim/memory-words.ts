import { decodeControl, genesisKey } from '../../../common/log/index.ts';
import { sha256 } from './keys.ts';
import { annotationCounts } from '../../../common/membership/index.ts';
import {
  identityOf,
  type AnnotationTarget,
  type EntryId,
  type IdentityKey,
  type RoomKey,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { Content } from './memory-disk.ts';

type Saying<A extends AnnotationTarget['kind']> = StoredEntry & {
  readonly about: Extract<AnnotationTarget, { kind: A }>;
};

const saying = <A extends AnnotationTarget['kind']>(entries: readonly StoredEntry[], kind: A): Saying<A>[] =>
  entries.filter((stored): stored is Saying<A> => stored.about?.kind === kind);

/** Takes the bodies of what has been deleted in a room, by the rules of trust.md. */
export const eraseDeleted = ({ places }: Pick<Content, 'places'>, room: RoomKey): void => {
  const entries = places.in(room);
  const deletions = saying(entries, 'DELETE');
  if (deletions.length === 0) return;
  const owner = ownerOf(room, entries);
  const may = (deletion: Saying<'DELETE'>, { author }: StoredEntry): boolean =>
    annotationCounts('DELETE', identityOf(deletion.author), { author: identityOf(author), owner });
  const takes = (deletion: Saying<'DELETE'>, stored: StoredEntry): boolean => {
    const { about, entry, kind } = stored;
    if (kind !== 'content' || !may(deletion, stored)) return false;
    if (about === undefined) return entry.id === deletion.about.entry;
    const isEdit = about.kind === 'EDIT' && about.entry === deletion.about.entry;
    return isEdit && deletion.about.edits.includes(entry.id);
  };
  for (const stored of entries) {
    if (stored.entry.body === undefined || !deletions.some((deletion) => takes(deletion, stored))) continue;
    const { body: _, ...entry } = stored.entry;
    places.set({ ...stored, entry });
  }
};

/** Who made the room. */
const ownerOf = (room: RoomKey, entries: readonly StoredEntry[]): IdentityKey | undefined => {
  for (const { kind, author, entry } of entries) {
    const body = kind === 'control' && entry.body !== undefined ? decodeControl(entry.body) : undefined;
    const isGenesis =
      body?.kind === 'GENESIS' && entry.body !== undefined && genesisKey({ sha256 }, entry.body) === room;
    if (isGenesis && body.owner === identityOf(author)) return body.owner;
  }
  return undefined;
};

/** Of each device the newest edit, the newest deletion, the newest word on each emoji. */
export const wordsAbout = (entries: readonly StoredEntry[], ids: readonly EntryId[]): readonly StoredEntry[] => {
  const wanted = new Set(ids);
  const newest = new Map<string, StoredEntry>();
  for (const stored of entries) {
    const { about, author, entry } = stored;
    if (about === undefined || !wanted.has(about.entry)) continue;
    if (stored.aside === 'hidden' && about.kind !== 'DELETE') continue;
    const key = `${about.entry}${about.kind}${author}${about.kind === 'REACT' ? about.emoji : ''}`;
    if ((newest.get(key)?.entry.seq ?? -1) < entry.seq) newest.set(key, stored);
  }
  return [...newest.values()];
};

/** Every edit of an entry, and every DELETE that names one of `deletionsOf`. */
export const wordsOf = (
  entries: readonly StoredEntry[],
  editsOf: EntryId | undefined,
  deletionsOf: readonly EntryId[],
): readonly StoredEntry[] => [
  ...saying(entries, 'EDIT').filter(({ about }) => about.entry === editsOf),
  ...saying(entries, 'DELETE').filter(({ about }) =>
    deletionsOf.some((id) => id === about.entry || about.edits.includes(id)),
  ),
];
