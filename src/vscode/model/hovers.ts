import type {
  ChatState,
  Conversation,
  ConversationMember,
  ListedRoom,
  Person,
} from '../../../common/protocol/chat/index.ts';
import { titleOf } from '../../../common/text/index.ts';
import { language, t } from '../text.ts';
import { mentionWords, unreadWords } from './calls.ts';
import { onlineWords, otherPresence, readOnlyWords } from './conversation-words.ts';
import { noMarkdown } from './plain.ts';
import { presenceIcons, presenceWord } from './presence.ts';

/** Names of a room in its hover. */
const mostNames = 8;

/** Lines of a hover; what says nothing is left out. */
const lines = (...all: readonly string[]): string => all.filter(Boolean).join('  \n');
const line = (icon: string, text: string): string => (text === '' ? '' : `$(${icon}) ${noMarkdown(text)}`);
const bold = (text: string): string => `**${noMarkdown(text)}**`;

export const conversationHover = (one: Conversation, chat: ChatState): string => {
  const presence = otherPresence(one, chat);
  const members =
    one.kind === 'direct'
      ? [line(presenceIcons[presence].id, presenceWord(presence))]
      : [line('organization', onlineWords(one)), names(one.members)];
  return lines(
    bold(titleOf(one)),
    ...members,
    line('lock', readOnlyWords(one.readOnly)),
    line('mention', mentionWords(one.mentions)),
    line('comment', unreadWords(one.unread)),
    line('bell-slash', one.muted ? t('muted') : ''),
    line('key', one.mine ? t('your room') : ''),
    line('plug', one.links > 0 ? t('Connected directly: {0}', one.links) : ''),
  );
};

export const listedHover = (one: ListedRoom): string =>
  lines(
    bold(`#${one.name}`),
    line('key', t('created by {0}', one.owner)),
    line('organization', t('{0} of {1} online', one.online, one.total)),
    line('account', t('up to {0} people', one.capacity)),
    line('sign-in', t('Members will see you, and you’ll get the room’s full history.')),
  );

export const personHover = ({ username, presence, me, links, roomName, lastSeen }: Person): string =>
  lines(
    bold(username),
    line(presenceIcons[presence].id, presenceWord(presence)),
    line('account', me ? t('you') : ''),
    line('history', presence === 'offline' && lastSeen > 0 ? t('last seen {0}', moment(lastSeen)) : ''),
    line('comment-discussion', roomName === undefined ? '' : `#${roomName}`),
    line('plug', links > 0 && !me ? t('connected directly') : ''),
  );

/** Who is here. */
const names = (members: readonly ConversationMember[]): string => {
  const all = members.filter(({ presence }) => presence !== 'offline').map(({ username }) => username);
  const shown = all.slice(0, mostNames);
  const more = all.length - shown.length;
  return line('blank', [...shown, ...(more > 0 ? [t('{0} more', more)] : [])].join(', '));
};

const moment = (at: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
