import { AppError } from '../../../../common/base/index.ts';
import { compareOrder, encodeBody, covers, orderText, displayTime } from '../../../../common/log/index.ts';
import { demandAccess, postDenial } from '../../../../common/membership/index.ts';
import { type Certificate, type IdentityKey, identityOf, type RoomKey } from '../../../../common/model/index.ts';
import type { Handlers, ParamsOf } from '../../../../common/protocol/chat/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { OwnClock } from '../replication/own-clock.ts';
import type { Conversations } from '../replication/conversations.ts';
import { resolveMentions, withMentions } from './mentions.ts';
import type { UnreadCounts } from '../own-devices/unread-counts.ts';
import type { Store } from '../ports.ts';
import type { RowBuilder } from './row-builder.ts';
import { demandText } from './writing.ts';

interface MessagesParts {
  readonly store: Pick<Store, 'page' | 'find'>;
  readonly me: Certificate;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly conversations: Conversations;
  readonly committer: Committer;
  readonly rowBuilder: RowBuilder;
  readonly unread: UnreadCounts;
  readonly ownClock: Pick<OwnClock, 'writtenAt'>;
}

/** Writing and reading what people say. */
export class Messages {
  readonly #parts: MessagesParts;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
  }

  /** The row comes once the message is durable, also where the chat is closed meanwhile: it is no flow, which would end then. */
  readonly send: Handlers['send'] = (message) => {
    const { me, committer, ownClock, rowBuilder, memberships } = this.#parts;
    const conversation = this.#get(message.room);
    demandAccess(postDenial(memberships.standing(conversation)));
    demandText(message.content);
    const mentions = resolveMentions(message.content, memberships.members(conversation), me.identity);
    const body = bodyOf(message, mentions, ownClock.writtenAt(conversation.followed(me.author)));
    return committer.write({ conversation, kind: 'content', body }).map((stored) => {
      const [built] = rowBuilder.buildNew(conversation, [stored]);
      if (built === undefined) throw new AppError('INTERNAL', 'the message cannot be shown');
      return built.row;
    });
  };

  /** What I wrote is in no page before it is durable: until then it is a row that is being sent. */
  readonly history: Handlers['history'] = (query) => {
    const { me, rowBuilder } = this.#parts;
    const conversation = this.#get(query.room);
    const { entries, ...rest } = this.#parts.store.page(query);
    const own = conversation.logs.content.get(me.author)?.durable;
    const shown = entries.filter(
      ({ kind, author, entry }) => kind === 'control' || author !== me.author || (own && covers(own, entry.seq)),
    );
    return { rows: rowBuilder.build(conversation, shown).map(({ row }) => row), ...rest };
  };

  /** The first unread message. The order of a log is that of its entries, so each has one candidate. */
  readonly newSince: Handlers['newSince'] = ({ room }) => {
    const { me, unread } = this.#parts;
    this.#get(room);
    const places = unread.firsts(room).filter(({ author }) => identityOf(author) !== me.identity);
    if (places.length === 0) return undefined;
    const found = this.#parts.store.find({ room, places });
    const [first] = found.toSorted((a, b) => compareOrder(a.order, b.order));
    return first && { order: orderText(first.order), at: displayTime(first) };
  };

  /** Every conversation but the self room, of which nobody but my devices is to know. */
  #get(room: RoomKey): Conversation {
    const found = this.#parts.conversations.get(room);
    if (found !== undefined && found.stored.kind !== 'self') return found;
    throw new AppError('ROOM_UNKNOWN', 'there is no such conversation');
  }
}

const bodyOf = (
  { content, replyTo }: ParamsOf<'send'>,
  mentions: readonly IdentityKey[],
  at: ReturnType<OwnClock['writtenAt']>,
): Uint8Array => {
  const body = withMentions(
    (called) => ({
      kind: 'MESSAGE',
      content,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(called.length === 0 ? {} : { mentions: called }),
      ...at,
    }),
    mentions,
  );
  return encodeBody(body);
};
