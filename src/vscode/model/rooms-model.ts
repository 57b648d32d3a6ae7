import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import { leaveDenial, overOf, roomDeletionDenial } from '../../../common/membership/index.ts';
import { t } from '../text.ts';
import { mentionText, unreadText } from './attention.ts';
import { isOver, listedIn } from './conversation-list.ts';
import { conversationIcon, mutedText, onlineText, otherPresence, readOnlyText } from './conversation-text.ts';
import { conversationTooltip } from './tooltips.ts';
import { presenceText } from './presence.ts';
import { byName, flags, group, join, type Badge, type TreeNode } from './tree-node.ts';

/**
 * The Conversations tree: what is pinned, direct messages, rooms, and a way to the others of the tracker. Each by name, so that a
 * line stays where it is whatever comes or is read. A group without lines is left out.
 */
export const roomsModel = (chat: ChatState | undefined): readonly TreeNode[] => {
  if (!chat?.account) return [];
  const places = Map.groupBy(
    listedIn(chat).toSorted((a, b) => byName(a.name, b.name)),
    placeOf,
  );
  const lines = (place: Place): readonly TreeNode[] =>
    (places.get(place) ?? []).map((one) => conversationNode(one, chat));
  return [
    ...group('pinned', t('Pinned'), lines('pinned')),
    ...group('direct', t('Direct Messages'), lines('direct')),
    ...group('rooms', t('Rooms'), lines('group')),
    ...browse(chat),
  ];
};

type Place = 'pinned' | Conversation['kind'];

const placeOf = ({ pinned, kind }: Conversation): Place => (pinned ? 'pinned' : kind);

const conversationNode = (one: Conversation, chat: ChatState): TreeNode => {
  const direct = one.kind === 'direct';
  const here = direct ? presenceText(otherPresence(one, chat)) : onlineText(one);
  const over = readOnlyText(one.readOnly);
  const mark = badgeOf(one);
  // the icon of a room says that it is muted, that of a person how they are
  const description = join([over, direct && one.muted ? mutedText(one) : '']);
  return {
    id: `room:${one.room}`,
    room: one.room,
    label: one.name,
    ...(description && { description }),
    icon: conversationIcon(one, chat),
    contextValue: flags(
      ...(direct ? ['direct'] : ['room', membership(one)]),
      leaveDenial(one) === undefined && 'leave',
      roomDeletionDenial(one) === undefined && 'delete',
      one.muted && 'muted',
      one.unread > 0 && 'unread',
      one.pinned === true && 'pinned',
    ),
    ariaLabel: join([
      direct ? t('Direct messages with {0}', one.name) : t('Room {0}', one.name),
      here,
      over,
      mutedText(one),
      mentionText(one.mentions),
      unreadText(one.unread),
    ]),
    tooltip: () => conversationTooltip(one, chat),
    command: 'openConversation',
    ...(mark && { badge: mark }),
  };
};

/** One count: of what calls me if anything does, else of what is unread. */
const badgeOf = (one: Conversation): Badge | undefined => {
  const { muted, unread, mentions } = one;
  if (mentions > 0) return { kind: 'mention', count: mentions };
  if (muted || isOver(one)) return { kind: 'quiet', count: unread };
  return unread > 0 ? { kind: 'unread', count: unread } : undefined;
};

/** One line for all rooms that I am not in: which they are is asked for. A room that I left stands where it was. */
const browse = (chat: ChatState): readonly TreeNode[] => {
  const known = new Set(listedIn(chat).map(({ room }) => room));
  const count = chat.discover.filter(({ room }) => !known.has(room)).length;
  if (count === 0) return [];
  const label = count === 1 ? t('Browse 1 room…') : t('Browse {0} rooms…', count);
  return [
    { id: 'browse', label, icon: { id: 'compass' }, contextValue: 'browse', ariaLabel: label, command: 'joinRoom' },
  ];
};

const membership = ({ readOnly }: Conversation): string => overOf(readOnly) ?? 'joined';
