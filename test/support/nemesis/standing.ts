import { decodeContent, decodeControl, type ContentBody } from '../../../common/log/index.ts';
import type { Certificate, DeviceKey, Entry, IdentityKey, StoredEntry } from '../../../common/model/index.ts';
import { inOrder } from './order.ts';

export type WhoIs = (device: DeviceKey) => Certificate | undefined;

/** How a message stands after all that a disk holds about it. */
export interface Standing {
  readonly entry: Entry;
  /** Who deleted it first. */
  readonly deletedBy?: string;
  /** Edits by its author, deleted ones without their bodies too. */
  readonly edits: readonly Entry[];
  readonly isEdited: boolean;
  readonly content: string | undefined;
  readonly mentions: readonly IdentityKey[];
  /** Each emoji with who set it, in the order of their use. */
  readonly reactions: readonly { readonly emoji: string; readonly users: readonly string[] }[];
}

type BodyOf<K extends ContentBody['kind']> = Extract<ContentBody, { kind: K }>;

interface Word<B extends ContentBody = ContentBody> {
  readonly entry: Entry;
  readonly by: Certificate;
  readonly body: B;
}

/** The messages of a room in their order, by the words of trust.md and without the product's help. */
export const standings = (whoIs: WhoIs, room: readonly StoredEntry[]): readonly Standing[] => {
  const content = inOrder(room.filter(({ kind }) => kind === 'content').map(({ entry }) => entry));
  const words = content.flatMap((entry) => wordOf(whoIs, entry));
  const edits = words.filter(isKind('EDIT'));
  const deletions = words.filter(isKind('DELETE'));
  const reactions = words.filter(isKind('REACT'));
  const owner = ownerOf(room);
  const bare = new Set(deletions.flatMap(({ body }) => body.edits ?? []));
  const isWord = ({ id, body }: Entry): boolean =>
    body === undefined ? bare.has(id) : (decodeContent(body)?.kind ?? 'MESSAGE') !== 'MESSAGE';
  return content
    .filter((entry) => !isWord(entry))
    .map((entry): Standing => {
      const author = whoIs(entry.device)?.identity;
      const deleted = about(deletions, entry).find(({ by }) => by.identity === author || by.identity === owner);
      const mine = about(edits, entry).filter(({ by }) => by.identity === author);
      const said = lastOf(mine)?.body ?? messageOf(entry);
      return {
        entry,
        ...(deleted && { deletedBy: deleted.by.username }),
        edits: mine.map((edit) => edit.entry),
        isEdited: mine.length > 0,
        content: said?.content,
        mentions: said?.mentions ?? [],
        reactions: standing(about(reactions, entry)),
      };
    });
};

const wordOf = (whoIs: WhoIs, entry: Entry): Word[] => {
  const by = whoIs(entry.device);
  const body = entry.body && decodeContent(entry.body);
  return by === undefined || body === undefined ? [] : [{ entry, by, body }];
};

/** Those that are said about this entry. */
const about = <W extends Word<BodyOf<'EDIT' | 'DELETE' | 'REACT'>>>(words: readonly W[], { id }: Entry): readonly W[] =>
  words.filter(({ body }) => body.entry === id);

/** Of each device the newest in its log, of several devices the one whose signed clock is the latest. */
const lastOf = <W extends Word>(edits: readonly W[]): W | undefined => {
  const logs = [...Map.groupBy(edits, ({ entry }) => entry.device).values()];
  return logs
    .map((log) => log.toSorted((a, b) => a.entry.seq - b.entry.seq).at(-1) as W)
    .toSorted(
      ({ entry: a }, { entry: b }) =>
        a.clock.ms - b.clock.ms || a.clock.count - b.clock.count || (a.device < b.device ? -1 : 1),
    )
    .at(-1);
};

const isKind =
  <K extends ContentBody['kind']>(kind: K) =>
  (word: Word): word is Word<BodyOf<K>> =>
    word.body.kind === kind;

const messageOf = ({ body }: Entry): BodyOf<'MESSAGE'> | undefined => {
  const said = body && decodeContent(body);
  return said?.kind === 'MESSAGE' ? said : undefined;
};

const ownerOf = (room: readonly StoredEntry[]): IdentityKey | undefined => {
  for (const { kind, entry } of room) {
    const body = kind === 'control' && entry.body !== undefined ? decodeControl(entry.body) : undefined;
    if (body?.kind === 'GENESIS') return body.owner;
  }
  return undefined;
};

/** The last word of each person on each emoji counts. */
const standing = (words: readonly Word<BodyOf<'REACT'>>[]): Standing['reactions'] => {
  const last = new Map(words.map((word) => [word.by.identity + word.body.emoji, word]));
  const set = words.filter((word) => last.get(word.by.identity + word.body.emoji) === word && word.body.on);
  return [...Map.groupBy(set, ({ body }) => body.emoji)].map(([emoji, those]) => ({
    emoji,
    users: those.map(({ by }) => by.username),
  }));
};
