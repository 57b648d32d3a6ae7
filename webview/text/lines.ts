import type { Presence, Who } from '../../common/model/index.ts';
import type { ConversationItem, Header } from '../../common/protocol/view/index.ts';
import type { EventItem } from '../state/layout.ts';
import { t } from '../l10n.ts';
import { listText } from './format.ts';

/** "Bruno and Carla have joined". */
export const eventText = ({ event, own, authors }: Pick<EventItem, 'event' | 'own' | 'authors'>): string => {
  const who = listText(authors.map((author) => author.username));
  switch (event) {
    case 'created':
      return own ? t('You created this room') : t('{0} created this room', who);
    case 'joined':
      if (own) return t('You joined');
      return authors.length === 1 ? t('{0} has joined', who) : t('{0} have joined', who);
    case 'left':
      if (own) return t('You left');
      return authors.length === 1 ? t('{0} has left', who) : t('{0} have left', who);
    case 'closed':
      return own ? t('You deleted this room') : t('{0} deleted this room', who);
  }
};

export const waitingText = (count: number, username: string): string =>
  count === 1
    ? t('Will be delivered when {0} is online', username)
    : t('{0} messages will be delivered when {1} is online', count, username);

/** What a list says of a conversation: its last message and whose it is. */
export const lastText = ({ kind, readOnly, last }: ConversationItem): string => {
  if (readOnly === 'closed') return t('Deleted');
  if (readOnly === 'left') return t('You left');
  if (last === undefined) return '';
  const text = last.deleted === true ? t('Message deleted') : last.text;
  if (last.own) return t('You: {0}', text);
  return kind === 'direct' ? text : t('{0}: {1}', last.author, text);
};

/** How much is unread, for screen readers. */
export const countWords = (unread: number, mentions: number): string => {
  if (mentions === 0) return t('{0} unread', unread);
  return mentions === 1 ? t('{0} unread, 1 mention', unread) : t('{0} unread, {1} mentions', unread, mentions);
};

/** Why the composer is not there. */
export const readOnlyText = (why: NonNullable<Header['readOnly']>): string => {
  switch (why) {
    case 'closed':
      return t('This room was deleted. You can still read it.');
    case 'left':
      return t('You left this room. You can still read it.');
    case 'waiting':
      return t('This room is full. You’re on the waiting list and can write once someone leaves.');
    case 'newer':
      return t('This room uses a newer feature. Update P2P Chat to write here.');
  }
};

/** The answer to /users. */
export const usersText = (header: Header, me: Who | undefined): string => {
  const members = header.members.map(({ identity, username, presence, owner }) => {
    const facts = [
      ...(identity === me?.identity ? [t('you')] : []),
      ...(owner ? [t('owner')] : []),
      presenceText(presence),
    ];
    return `${username} (${facts.join(', ')})`;
  });
  return [membersText(header.members.length), ...members].join('\n');
};

/** The same words in the trees. */
export const presenceText = (presence: Presence): string => {
  switch (presence) {
    case 'online':
      return t('online');
    case 'away':
      return t('away');
    case 'dnd':
      return t('do not disturb');
    case 'offline':
      return t('offline');
  }
};

export const membersText = (count: number): string => (count === 1 ? t('1 member') : t('{0} members', count));

/** Who is writing; of many, how many does not matter. */
export const typingText = (people: readonly Who[]): string => {
  const [one, two] = people.map(({ username }) => username);
  if (people.length > 2) return t('Several people are typing…');
  return two === undefined ? t('{0} is typing…', one ?? '') : t('{0} and {1} are typing…', one ?? '', two);
};
