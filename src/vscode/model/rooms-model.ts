import type { ChatState, Conversation, ListedRoom } from '../../chat/index.ts';
import { t } from '../text.ts';
import { byName, type TreeNode } from './tree-node.ts';

/** The Rooms tree: direct messages, my rooms, rooms to discover. A group without lines is left out. */
export const roomsModel = (chat: ChatState | undefined): readonly TreeNode[] => {
  if (!chat?.account) return [];
  const kept = chat.conversations.toSorted((a, b) => byName(a.name, b.name));
  // a room that I left stays readable where it was, and is joined again from there
  const known = new Set(kept.map((one) => one.room));
  const listed = chat.discover.filter((one) => !known.has(one.room)).toSorted((a, b) => byName(a.name, b.name));
  return [
    ...group('direct', t('Direct Messages'), kept.filter((one) => one.kind === 'direct').map(directNode)),
    ...group('rooms', t('Rooms'), kept.filter((one) => one.kind === 'group').map(roomNode)),
    ...group('discover', t('Discover'), listed.map(listedNode)),
  ];
};

const group = (id: string, label: string, children: readonly TreeNode[]): readonly TreeNode[] =>
  children.length === 0 ? [] : [{ id: `group:${id}`, label, context: `group;${id}`, spoken: label, children }];

const directNode = (one: Conversation): TreeNode => {
  const online = one.members.some((member) => member.presence !== 'offline' && member.username === one.name);
  const presence = online ? t('online') : t('offline');
  return {
    id: `room:${one.room}`,
    room: one.room,
    label: one.name,
    tooltip: `${one.name} · ${presence}`,
    icon: online ? { id: 'circle-filled', color: 'charts.green' } : { id: 'circle-outline' },
    context: flags('direct', one.unread > 0 && 'unread'),
    spoken: join([t('Direct messages with {0}', one.name), presence, unreadWords(one.unread)]),
    opens: true,
    ...unreadPart(one.unread),
  };
};

const roomNode = (one: Conversation): TreeNode => {
  const online = one.members.filter((member) => member.presence !== 'offline').length;
  const state = one.readOnly ? readOnlyWords(one.readOnly) : '';
  const presence = t('{0} of {1} online', online, one.members.length);
  return {
    id: `room:${one.room}`,
    room: one.room,
    label: one.name,
    tooltip: join([one.name, presence, state], ' · '),
    icon: { id: one.readOnly ? 'lock' : 'comment-discussion' },
    context: flags('room', membership(one), one.mine && 'owner', one.unread > 0 && 'unread'),
    spoken: join([t('Room {0}', one.name), presence, state, unreadWords(one.unread)]),
    opens: true,
    ...unreadPart(one.unread, state),
  };
};

const listedNode = (one: ListedRoom): TreeNode => {
  const presence = t('{0} of {1} online', one.online, one.total);
  return {
    id: `discover:${one.room}`,
    room: one.room,
    label: one.name,
    description: presence,
    tooltip: join([one.name, t('made by {0}', one.owner), presence, t('room for {0}', one.capacity)], ' · '),
    icon: { id: 'sign-in' },
    context: flags('room', 'discover'),
    spoken: join([t('Room {0}, not joined', one.name), t('made by {0}', one.owner), presence]),
  };
};

const membership = (one: Conversation): string => {
  if (one.readOnly === 'closed') return 'closed';
  return one.readOnly === 'left' ? 'left' : 'joined';
};

const readOnlyWords = (why: NonNullable<Conversation['readOnly']>): string => {
  switch (why) {
    case 'closed':
      return t('deleted');
    case 'left':
      return t('you left');
    case 'waiting':
      return t('full, you are waiting');
    case 'newer':
      return t('needs a newer version');
  }
};

const unreadWords = (count: number): string => (count > 0 ? t('{0} unread', count) : '');

const unreadPart = (count: number, otherwise = ''): Pick<TreeNode, 'description' | 'unread'> => {
  if (count > 0) return { description: unreadWords(count), unread: count };
  return otherwise ? { description: otherwise } : {};
};

const flags = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(';');
const join = (parts: readonly string[], separator = ', '): string => parts.filter(Boolean).join(separator);
