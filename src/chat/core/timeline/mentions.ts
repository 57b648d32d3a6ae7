import { encodeBody, type ContentBody } from '../../../../common/log/index.ts';
import { limits, type Certificate, type IdentityKey, type StoredEntry } from '../../../../common/model/index.ts';
import { findMentions, foldName } from '../../../../common/text/index.ts';

/** The members whom a text of mine calls by `@name`, in its order; the first ones if there are too many. */
export const resolveMentions = (
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

/** A body with as many of those who are called as fit beside a text that does. */
export const withMentions = (
  make: (mentions: readonly IdentityKey[]) => ContentBody,
  mentions: readonly IdentityKey[],
): ContentBody => {
  for (let most = mentions.length; ; most--) {
    const body = make(mentions.slice(0, most));
    if (most === 0 || encodeBody(body).length <= limits.body) return body;
  }
};

/** Whether a content entry is somebody else's message, and whether it says that it calls me. */
export const unreadFlags = (
  me: Certificate,
  author: Certificate,
  body: ContentBody | undefined,
): Pick<StoredEntry, 'countsAsUnread' | 'mention'> => {
  const said = author.identity !== me.identity && body?.kind === 'MESSAGE' ? body : undefined;
  return { countsAsUnread: said !== undefined, mention: said?.mentions?.includes(me.identity) ?? false };
};
