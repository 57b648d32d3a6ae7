import type { ChatState, Conversation, ConversationMember, Person } from '../../../common/protocol/chat/index.ts';
import { titleOf } from '../../../common/text/index.ts';
import { t } from '../text.ts';
import { mentionText, unreadText } from './attention.ts';
import { dateText } from './date-text.ts';
import { mutedText, onlineText, otherPresence, readOnlyText } from './conversation-text.ts';
import { listedIn } from './conversation-list.ts';
import { escapeMarkdown } from './escape.ts';
import { presenceIcons, presenceText } from './presence.ts';
import { byName } from './tree-node.ts';

/** Names of a room in its hover. */
const mostNames = 8;

/** Lines of a hover; what says nothing is left out. */
const lines = (...all: readonly string[]): string => all.filter(Boolean).join('  \n');
const line = (icon: string, text: string): string => (text === '' ? '' : `$(${icon}) ${escapeMarkdown(text)}`);
const bold = (text: string): string => `**${escapeMarkdown(text)}**`;

export const conversationTooltip = (one: Conversation, chat: ChatState): string => {
  const presence = otherPresence(one, chat);
  const members =
    one.kind === 'direct'
      ? [line(presenceIcons[presence].id, presenceText(presence))]
      : [line('organization', onlineText(one)), names(one.members)];
  return lines(
    bold(titleOf(one)),
    ...members,
    line('lock', readOnlyText(one.readOnly)),
    line('mention', mentionText(one.mentions)),
    line('comment', unreadText(one.unread)),
    line('bell-slash', mutedText(one)),
    line('key', one.mine ? t('your room') : ''),
    line('plug', one.links > 0 ? t('Connected directly: {0}', one.links) : ''),
  );
};

export const personTooltip = ({ identity, username, presence, me, links, lastSeen }: Person, chat: ChatState): string =>
  lines(
    bold(username),
    line(presenceIcons[presence].id, presenceText(presence)),
    line('account', me ? t('you') : ''),
    line('history', presence === 'offline' && lastSeen > 0 ? t('last seen {0}', moment(lastSeen)) : ''),
    line('comment-discussion', me ? '' : sharedRooms(chat, identity)),
    line('plug', links > 0 && !me ? t('connected directly') : ''),
  );

/** The rooms that both of us are in. */
const sharedRooms = (chat: ChatState, identity: string): string =>
  someOf(
    listedIn(chat)
      .filter(({ kind, members }) => kind === 'group' && members.some((member) => member.identity === identity))
      .map(({ name }) => `#${name}`)
      .toSorted(byName),
  );

/** Who is here. */
const names = (members: readonly ConversationMember[]): string => {
  const all = members.filter(({ presence }) => presence !== 'offline').map(({ username }) => username);
  return line('blank', someOf(all));
};

const someOf = (all: readonly string[]): string => {
  const shown = all.slice(0, mostNames);
  const more = all.length - shown.length;
  return [...shown, ...(more > 0 ? [t('{0} more', more)] : [])].join(', ');
};

const moment = (at: number): string => dateText(at, { dateStyle: 'medium', timeStyle: 'short' });
