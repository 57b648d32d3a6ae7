import type { ChatState, Conversation, ListedRoom } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';
import { callsOf, mentionWords, unreadWords } from './calls.ts';
import { conversationIcon, onlineWords, otherPresence, readOnlyWords } from './conversation-words.ts';
import { conversationHover, listedHover } from './hovers.ts';
import { presenceWord } from './presence.ts';
import { byName, flags, group, join, type Mark, type TreeNode } from './tree-node.ts';

/**
 * The Rooms tree: what asks to be read first, then direct messages, my rooms and rooms to discover. Every conversation stands in one
 * place, a group without lines is left out.
 */
export const roomsModel = (chat: ChatState | undefined): readonly TreeNode[] => {
  if (!chat?.account) return [];
  const kept = chat.conversations.toSorted((a, b) => byName(a.name, b.name));
  // a room that I left stays readable where it was, and is joined again from there
  const known = new Set(kept.map((one) => one.room));
  const listed = chat.discover.filter((one) => !known.has(one.room)).toSorted((a, b) => byName(a.name, b.name));
  const places = Map.groupBy(kept, placeOf);
  const lines = (place: Place): readonly TreeNode[] =>
    (places.get(place) ?? []).map((one) => conversationNode(one, chat));
  return [
    ...group('mentions', t('Mentions'), lines('mentions')),
    ...group('unread', t('Unread'), lines('unread')),
    ...group('direct', t('Direct Messages'), lines('direct')),
    ...group('rooms', t('Rooms'), lines('group')),
    ...group('discover', t('Discover'), listed.map(listedNode)),
  ];
};

type Place = 'mentions' | 'unread' | Conversation['kind'];

const placeOf = (one: Conversation): Place => {
  if (one.mentions > 0) return 'mentions';
  return callsOf(one) > 0 ? 'unread' : one.kind;
};

const conversationNode = (one: Conversation, chat: ChatState): TreeNode => {
  const direct = one.kind === 'direct';
  const here = direct ? presenceWord(otherPresence(one, chat)) : onlineWords(one);
  const state = [readOnlyWords(one.readOnly), one.muted ? t('muted') : ''];
  const counts = [mentionWords(one.mentions), unreadWords(one.unread)];
  const description = join([...state, ...counts]);
  const mark = markOf(one);
  return {
    id: `room:${one.room}`,
    room: one.room,
    label: one.name,
    ...(description && { description }),
    icon: conversationIcon(one, chat),
    context: flags(
      ...(direct ? ['direct'] : ['room', membership(one)]),
      one.mine && 'owner',
      one.muted && 'muted',
      one.unread > 0 && 'unread',
    ),
    spoken: join([
      direct ? t('Direct messages with {0}', one.name) : t('Room {0}', one.name),
      here,
      ...state,
      ...counts,
    ]),
    hover: () => conversationHover(one, chat),
    opens: true,
    ...(mark && { mark }),
  };
};

const markOf = ({ muted, unread, mentions }: Conversation): Mark | undefined => {
  if (mentions > 0) return { kind: 'mention', count: mentions };
  if (muted) return { kind: 'muted', count: unread };
  return unread > 0 ? { kind: 'unread', count: unread } : undefined;
};

const listedNode = (one: ListedRoom): TreeNode => {
  const presence = t('{0} of {1} online', one.online, one.total);
  return {
    id: `discover:${one.room}`,
    room: one.room,
    label: one.name,
    description: presence,
    icon: { id: 'sign-in' },
    context: flags('room', 'discover'),
    spoken: join([t('Room {0}, not joined', one.name), t('created by {0}', one.owner), presence]),
    hover: () => listedHover(one),
  };
};

const membership = (one: Conversation): string => {
  if (one.readOnly === 'closed') return 'closed';
  return one.readOnly === 'left' ? 'left' : 'joined';
};
