import { coveredEnd, orderText, type LogCoverage, type Range } from '../../../../common/log/index.ts';
import type { AuthorKey, Gap, Who } from '../../../../common/model/index.ts';
import type { HaveRecord } from '../../../../common/protocol/peer/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import { stalledAt } from './fetch-state.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryPolicy } from './policy.ts';

interface GapParts {
  readonly certificates: Certificates;
  readonly policy: EntryPolicy;
  readonly sync: { readonly sessions: Iterable<PeerSession> };
}

interface LogGap extends Range {
  readonly author: AuthorKey;
  readonly before?: string;
}

/** Messages of a conversation that are known to exist and are not here, in order, and who has them. */
export const knownGaps = ({ certificates, policy, sync }: GapParts, conversation: Conversation): Gap[] => {
  const sessions = [...sync.sessions];
  return gapsOf(conversation, sessions)
    .flatMap((gap) => {
      const author = certificates.get(gap.author);
      if (author === undefined || !policy.wantsContent(conversation, author)) return [];
      const holders = sessions
        .filter((one) => hasOf(one, conversation, gap))
        .map(({ certificate: { identity, username } }): Who => ({
          identity,
          username: certificates.names.of(identity) ?? username,
        }));
      const { identity, username } = author;
      const { before } = gap;
      return [
        {
          author: { identity, username },
          count: gap.to - gap.from,
          holders: [...new Map(holders.map((one) => [one.identity, one])).values()].toSorted(byName),
          ...(before !== undefined && { before }),
        },
      ];
    })
    .toSorted((a, b) => ((a.before ?? '~') < (b.before ?? '~') ? -1 : 1));
};

const byName = (a: Who, b: Who): number => (a.username < b.username ? -1 : 1);

const gapsOf = (conversation: Conversation, sessions: readonly PeerSession[]): LogGap[] => {
  const slow = sessions.filter(({ fetch: { asked } }) => asked?.slow === true && asked.room === conversation.room);
  return [...conversation.logs.content].flatMap(([author, { pending }]) => [
    ...holes(author, pending),
    ...slow.flatMap((one) => beyond(one, conversation, author, pending)).slice(0, 1),
  ]);
};

/** What lies between two parts that are held, one vouches for. */
const holes = (author: AuthorKey, { prefix, ahead }: LogCoverage): LogGap[] =>
  ahead.map(({ from, minClock }, i) => ({
    author,
    from: ahead[i - 1]?.to ?? prefix,
    to: from,
    before: orderText({ clock: minClock, author, seq: from }),
  }));

/** The end that somebody claims to have. It is believed to be missing once it was asked for and does not come. */
const beyond = (
  { fetch: { asked }, claims }: PeerSession,
  conversation: Conversation,
  author: AuthorKey,
  held: LogCoverage,
): LogGap[] => {
  const key = conversation.keyOf('content', author);
  const to = asked?.logs.has(key) === true ? (claims.of(conversation.room)?.get(key)?.to ?? 0) : 0;
  return to > coveredEnd(held) ? [{ author, from: coveredEnd(held), to }] : [];
};

const hasOf = ({ claims, fetch }: PeerSession, conversation: Conversation, { author, from, to }: LogGap): boolean => {
  const { room } = conversation;
  const key = conversation.keyOf('content', author);
  const record = claims.of(room)?.get(key);
  return record !== undefined && stalledAt(fetch, room, key) < record.to && covers(record, from, to);
};

/** All of it. */
const covers = (record: HaveRecord, from: number, to: number): boolean =>
  record.prefix >= to || (record.from <= from && record.to >= to);
