import { decodeControl, genesisKey } from '../../../common/log/index.ts';
import { sha256 } from './keys.ts';
import { annotationCounts } from '../../../common/membership/index.ts';
import {
  identityOf,
  type About,
  type EntryId,
  type IdentityKey,
  type RoomKey,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { Content } from './memory-disk.ts';

type Saying<A extends About['kind']> = StoredEntry & { readonly about: Extract<About, { kind: A }> };

const saying = <A extends About['kind']>(entries: readonly StoredEntry[], kind: A): Saying<A>[] =>
  entries.filter((stored): stored is Saying<A> => stored.about?.kind === kind);

/** Takes the bodies of what has been deleted, by the rules of trust.md. */
export const eraseDeleted = (content: Pick<Content, 'places'>): void => {
  const deletions = saying([...content.places.values()], 'DELETE');
  if (deletions.length === 0) return;
  const owners = ownersIn(content);
  const may = (deletion: Saying<'DELETE'>, { author, room }: StoredEntry): boolean =>
    annotationCounts('DELETE', identityOf(deletion.author), { author: identityOf(author), owner: owners.get(room) });
  const takes = (deletion: Saying<'DELETE'>, stored: StoredEntry): boolean => {
    const { about, entry, kind, room } = stored;
    if (kind !== 'content' || room !== deletion.room || !may(deletion, stored)) return false;
    if (about === undefined) return entry.id === deletion.about.entry;
    const isEdit = about.kind === 'EDIT' && about.entry === deletion.about.entry;
    return isEdit && deletion.about.edits.includes(entry.id);
  };
  for (const [place, stored] of content.places) {
    if (stored.entry.body === undefined || !deletions.some((deletion) => takes(deletion, stored))) continue;
    const { body: _, ...entry } = stored.entry;
    content.places.set(place, { ...stored, entry });
  }
};

/** Who made each room. */
const ownersIn = ({ places }: Pick<Content, 'places'>): ReadonlyMap<RoomKey, IdentityKey> => {
  const owners = new Map<RoomKey, IdentityKey>();
  for (const { kind, room, author, entry } of places.values()) {
    const body = kind === 'control' && entry.body !== undefined ? decodeControl(entry.body) : undefined;
    const isGenesis =
      body?.kind === 'GENESIS' && entry.body !== undefined && genesisKey({ sha256 }, entry.body) === room;
    if (isGenesis && body.owner === identityOf(author)) owners.set(room, body.owner);
  }
  return owners;
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
