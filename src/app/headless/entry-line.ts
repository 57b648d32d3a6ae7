import type { Row, Who } from '../../../common/model/index.ts';
import type { Fields } from './fields.ts';

type EntryField =
  | 'entry'
  | 'author'
  | 'at'
  | 'content'
  | 'replyTo?'
  | 'edited'
  | 'deleted'
  | 'deletedBy?'
  | 'delivered?'
  | 'read?'
  | 'reactions?';

/** As the contract has them. */
export const namesOf = (people: readonly Who[] = []): readonly string[] => people.map(({ username }) => username);

/** A message as `history` gives it. */
export const entryLine = ({
  id,
  author,
  at,
  content,
  quote,
  delivery,
  kind,
  edited,
  deleted,
  reactions = [],
}: Row): Fields<EntryField> => ({
  entry: id,
  author: author.username,
  at,
  content: content ?? null,
  ...(quote === undefined ? {} : { replyTo: quote.id }),
  edited: edited ?? false,
  deleted: kind === 'deleted',
  ...(deleted === undefined ? {} : { deletedBy: deleted.username }),
  ...(delivery === undefined ? {} : { delivered: namesOf(delivery.users), read: namesOf(delivery.readBy) }),
  ...(reactions.length === 0
    ? {}
    : { reactions: reactions.map(({ emoji, count, users }) => ({ emoji, count, users })) }),
});
