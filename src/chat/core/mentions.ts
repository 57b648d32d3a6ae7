import { decodeContent, foldName } from '../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type Entry,
  type IdentityKey,
  type StoredEntry,
} from '../../../common/model/index.ts';
import { findMentions } from '../../../common/protocol/view/index.ts';

/** The members whom a text of mine calls by `@name`, in its order; the first ones if there are too many. */
export const calledIn = (
  content: string,
  members: ReadonlyMap<IdentityKey, string>,
  me: IdentityKey,
): readonly IdentityKey[] => {
  const called = new Set(findMentions(content, members.values()).map(({ username }) => foldName(username)));
  if (called.size === 0) return [];
  const byName = Map.groupBy(members, ([, username]) => foldName(username));
  const identities = [...called].flatMap((name) => (byName.get(name) ?? []).map(([identity]) => identity));
  return identities.filter((identity) => identity !== me).slice(0, limits.mentions);
};

/** Whether a content entry is somebody else's message, and whether it says that it calls me. */
export const newsOf = (
  me: Certificate,
  author: Certificate,
  { body }: Pick<Entry, 'body'>,
): Pick<StoredEntry, 'news' | 'mention'> => {
  const said = body === undefined || author.identity === me.identity ? undefined : decodeContent(body);
  return { news: said !== undefined, mention: said?.mentions?.includes(me.identity) ?? false };
};
